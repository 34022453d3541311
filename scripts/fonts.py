"""Make static/fonts/ for print/sheet.css: small static TrueType faces with one set of vertical metrics, and full faces for rare characters.

    python scripts/fonts.py                  fetch the sources that are missing, make what is out of date
    python scripts/fonts.py ROLE FILE OUT    make one face

Roles: Song SongBold Hei Kai FangSong (GB 2312) · SongFull LightFull (whole) · Last (HanaMinB, extensions B to F) · Num NumBold (ASCII).
An office puts its licensed faces at <instance>/fonts/ROLE.ttf, also Title (小标宋); they pass through here too, or their metrics
would break the grid of 22 lines, and stay below <instance>/fonts/made, which no browser can reach.  Every source has a pinned
SHA-256, so the same facts print to the same bytes on every machine.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import tools
from fontTools import subset
from fontTools import version as fonttools_version
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from tools import CACHE, ROOT, Stop, digest, fresh, npm_files, python, run, say, stamp

OUT = ROOT / "static" / "fonts"
SERIF = "node_modules/@expo-google-fonts/noto-serif-sc"
TINOS = "node_modules/@expo-google-fonts/tinos"
FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf"
HANA = "usr/share/fonts/truetype/hanazono/HanaMinB.ttf"
# role: file below .cache/, its SHA-256. All are under the SIL Open Font License, FandolFang under the GPL with font exception,
# HanaMin free of conditions.
SOURCES = {
    "Song": (
        f"{SERIF}/400Regular/NotoSerifSC_400Regular.ttf",
        "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
    ),
    "SongBold": (
        f"{SERIF}/700Bold/NotoSerifSC_700Bold.ttf",
        "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
    ),
    "SongFull": (
        f"{SERIF}/400Regular/NotoSerifSC_400Regular.ttf",
        "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
    ),
    "LightFull": (
        f"{SERIF}/300Light/NotoSerifSC_300Light.ttf",
        "a86e5cabd0c0b9bd656ff9c3e437bec6519fc7b149e845192edd8075b07789eb",
    ),
    "Hei": (
        "hei/pylopdf_fonts_zh_cn/NotoSansSC-Regular.otf",
        "faa6c9df652116dde789d351359f3d7e5d2285a2b2a1f04a2d7244df706d5ea9",
    ),
    "Kai": (
        "node_modules/@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff",
        "381d6c2166d68d3473e876e2870d17db75fb294adecfa9048d457ece6ed536ed",
    ),
    "FangSong": (f"fandol/{FANDOL}", "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9"),
    "Last": (f"hana/{HANA}", "829543436cdf7b4c6730e2af5806fa406f8ddf0d4b656e0cd49c58d4db1c8d3c"),
    "Num": (
        f"{TINOS}/400Regular/Tinos_400Regular.ttf",
        "924ef269e73da94c1803ff68877f5d998dd16605c5ffad82ee181034f8a1fffe",
    ),
    "NumBold": (
        f"{TINOS}/700Bold/Tinos_700Bold.ttf",
        "576a19b5dc026cafe6ae8fde4c849588dae6475cf5d912cebdf2827388c43ad9",
    ),
}
RARE = "𬭎㛃䶮彧翀㸃𠅤𬀩"  # each of these is in somebody's name

ASCII = (set(range(0x20, 0x7F)) - set(map(ord, "\"'"))) | {0xA5}
SYMBOLS = {0x2116, 0x2212, 0x221A, 0x2264, 0x2265, 0x33A1}
BLOCKS = (
    (0x20, 0x7F),
    (0xA0, 0x100),
    (0x2010, 0x2070),
    (0x2160, 0x2180),
    (0x2460, 0x24A0),
    (0x2500, 0x2600),
    (0x3000, 0x3040),
    (0xFF00, 0xFFEF),
)
DROP = {"Kai": set(map(ord, "“”‘’·—…"))}  # half a character wide there; the Song face draws them


def gb2312():
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            with contextlib.suppress(UnicodeDecodeError):
                yield ord(bytes([high, low]).decode("gb2312"))


def small(font, wanted):
    options = subset.Options()
    options.layout_features, options.name_IDs = [], ["*"]
    options.hinting = "CFF " in font  # to_glyf leaves CFF hints behind anyway, and taking them out is slow
    options.drop_tables += ["GSUB", "GPOS", "kern", "BASE", "vhea", "vmtx", "VORG", "DSIG", "FFTM"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)


def to_glyf(font):
    """CFF outlines to TrueType outlines: CFF faces print blank in some viewers."""
    glyphs, order, made = font.getGlyphSet(), font.getGlyphOrder(), {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        made[name] = pen.glyph()
    font["loca"], table = newTable("loca"), newTable("glyf")
    font["glyf"], table.glyphOrder, table.glyphs = table, order, made
    del font["CFF "]
    for name in order:
        made[name].recalcBounds(table)
    table.compile(font)
    maxp = font["maxp"]
    maxp.tableVersion, maxp.maxZones = 0x00010000, 1
    for part in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements", "SizeOfInstructions",
                 "Points", "Contours", "CompositePoints", "CompositeContours", "ComponentElements", "ComponentDepth"):
        setattr(maxp, f"max{part}", 0)
    maxp.compile(font)
    font["post"].formatType, font.sfntVersion = 3.0, "\0\1\0\0"


def level(font):
    """Ascent .88, descent .12, no gap in every face, or a line that mixes faces grows and leaves the 22-line grid."""
    em, hhea, os2 = font["head"].unitsPerEm, font["hhea"], font["OS/2"]
    up = round(0.88 * em)
    hhea.ascent = os2.sTypoAscender = os2.usWinAscent = up
    hhea.descent = os2.sTypoDescender = up - em
    os2.usWinDescent, hhea.lineGap, os2.sTypoLineGap = em - up, 0, 0


def make(role, source, out):
    font = TTFont(source, fontNumber=0, recalcTimestamp=False)
    if role != "Last" and not role.endswith("Full"):
        chinese = set(gb2312()) | SYMBOLS | {c for a, b in BLOCKS for c in range(a, b)}
        small(font, ASCII if role.startswith("Num") else chinese - DROP.get(role, set()))
    if "CFF " in font:
        to_glyf(font)
    level(font)
    font.flavor = None
    part = Path(f"{out}.part")
    font.save(part)
    part.replace(out)


def proof():
    """What a wrong source would spoil unseen: digits of half a character, outlines, and the rare characters of names."""
    for role in ("Num", "NumBold"):
        font = TTFont(OUT / f"{role}.ttf")
        cmap, em = font.getBestCmap(), font["head"].unitsPerEm
        if any(2 * font["hmtx"][cmap[ord(digit)]][0] != em for digit in "0123456789"):
            raise Stop(f"字体 {role} 的数字不是半个字宽：金额对不齐小数点，请换一种字体。")
    for role in ("SongFull", "LightFull"):
        lacking = [c for c in RARE if ord(c) not in TTFont(OUT / f"{role}.ttf", lazy=True).getBestCmap()]
        if lacking:
            raise Stop(f"字体 {role} 缺少人名用字 {''.join(lacking)}。")
    for role in SOURCES:
        if "glyf" not in TTFont(OUT / f"{role}.ttf", lazy=True):
            raise Stop(f"字体 {role} 不是 TrueType 轮廓：有的阅读器会印成空白。")


def hei():
    """The wheel with Noto Sans SC, by its hash."""
    place = CACHE / "hei"
    wheels = CACHE / "wheels-fonts"
    pins = ROOT / "scripts" / "fonts.txt"
    run(python(), "-m", "pip", "download", "-q", "--no-deps", "--require-hashes", "-r", pins, "-d", wheels)
    for wheel in wheels.glob("*.whl"):
        shutil.unpack_archive(wheel, place, "zip")


def debian(place, package, file):
    """One file of a Debian package, unpacked and not installed."""
    place = CACHE / place
    place.mkdir(parents=True, exist_ok=True)
    download = ["apt-get", "-q", "download", package]
    if subprocess.run(download, cwd=place, capture_output=True, check=False).returncode:
        apart = CACHE / "apt"  # package lists of our own where the machine has none or old ones: needs no root
        for folder in ("lists/partial", "archives/partial"):
            (apart / folder).mkdir(parents=True, exist_ok=True)
        state = ["-o", f"Dir::State::lists={apart / 'lists'}", "-o", f"Dir::Cache={apart}"]
        run("apt-get", "-qq", *state, "update", cwd=place)
        run("apt-get", "-q", *state, "download", package, cwd=place)
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", next(place.glob("*.deb"))], stdout=subprocess.PIPE) as deb:
        subprocess.run(["tar", "-x", "-C", place, f"./{file}"], stdin=deb.stdout, check=True)


def from_debian():
    """The only free 仿宋 with all of GB 2312 that a package carries, and the face of last resort; one after the other, for apt's lock."""
    for place, package, file in (("fandol", "texlive-lang-chinese", FANDOL), ("hana", "fonts-hanazono", HANA)):
        if not (CACHE / place / file).exists():
            debian(place, package, file)


def fetch(wanted):
    """Bring the sources of these roles that are missing."""
    lacking = {SOURCES[role][0].split("/")[0] for role in wanted if not (CACHE / SOURCES[role][0]).exists()}
    ways = {"node_modules": npm_files, "hei": hei, "fandol": from_debian, "hana": from_debian}
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda way: way(), {ways[name] for name in lacking}))


def instance():
    return Path(os.environ.get("CASEWORK_INSTANCE") or ROOT / "instance") / "fonts"


def own(role):
    """The office's licensed face, if there is one."""
    return next((p for p in (instance() / f"{role}{end}" for end in (".ttf", ".otf", ".ttc")) if p.exists()), None)


def licensed():
    """The office's own faces into <instance>/fonts/made, each with the SHA-256 it was made with; what it took away again goes."""
    made, there = instance() / "made", {role: own(role) for role in (*SOURCES, "Title") if own(role)}
    for old in made.glob("*.ttf"):
        if old.stem not in there:
            old.unlink()
    for role, source in there.items():
        out, key = made / f"{role}.ttf", digest(Path(__file__)) + fonttools_version + digest(source)
        noted = out.with_suffix(".key")
        if out.exists() and noted.exists() and noted.read_text().split()[0] == key:
            continue
        made.mkdir(parents=True, exist_ok=True, mode=0o700)
        say(f"生成本单位字体 / making the office's face: {role}")
        run(python(), __file__, role, source, out)
        noted.write_text(f"{key} {digest(out)}\n")


def main():
    licensed()
    recipe = digest(Path(__file__)) + fonttools_version
    keys = {role: recipe + SOURCES[role][1] for role in SOURCES}
    old = [role for role in SOURCES if not fresh(f"font-{role}", keys[role]) or not (OUT / f"{role}.ttf").exists()]
    if not old:
        return
    OUT.mkdir(parents=True, exist_ok=True)
    say("取字体 / fetching fonts (about 170 MB, once)")
    fetch(old)

    def one(role):
        source = CACHE / SOURCES[role][0]
        if digest(source) != SOURCES[role][1]:
            raise Stop(f"{source} 的 SHA-256 与记录不符，字体 {role} 未生成；请删除 .cache/ 后重试。")
        run(python(), __file__, role, source, OUT / f"{role}.ttf")

    say("生成字体 / making faces")
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        list(pool.map(one, old))
    proof()
    for role in old:
        stamp(f"font-{role}", keys[role])


if __name__ == "__main__":
    tools.main(lambda: make(*sys.argv[1:]) if len(sys.argv) == 4 else main())
