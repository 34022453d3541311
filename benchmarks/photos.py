"""How long the codes on photos take: 12 photos of 12 megapixels, half of them of a paper with a code, the others of a site, read by
one child that looks at a small picture first, beside the way in which it was first written (a child for each photo, every kind of
code, all pixels); prints JSON. CPU seconds are what counts on a shared machine.

    .venv/bin/python benchmarks/photos.py [PHOTOS]
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

sys.path.insert(0, str(Path(__file__).parents[1]))

from casework.documents import reader, verification, verifying

SIZE = (3000, 4000)
FIRST = """
import io, json, sys, zxingcpp
from PIL import Image, ImageOps
with Image.open(io.BytesIO(sys.stdin.buffer.read())) as picture:
    found = zxingcpp.read_barcodes(ImageOps.exif_transpose(picture).convert("L"))
print(json.dumps([one.text for one in found if one.text]))
"""


def photo(code, turn):
    """A sheet of A4 with the code at its foot (10.4 mm, as on our papers), turned, in uneven light, a little out of focus; or a site."""
    if code:
        import segno

        sheet = Image.new("RGB", (2480, 3508), "white")
        with tempfile.NamedTemporaryFile(suffix=".png") as file:
            segno.make(code, error="m", micro=False).save(file.name, scale=5, border=0)
            sheet.paste(Image.open(file.name).convert("RGB"), (2230, 3300))
        picture = Image.new("RGB", SIZE, (120, 100, 80))
        lying = sheet.rotate(turn, expand=True, resample=Image.Resampling.BICUBIC, fillcolor=(120, 100, 80))
        picture.paste(lying, ((SIZE[0] - lying.width) // 2, (SIZE[1] - lying.height) // 2))
        picture = picture.filter(ImageFilter.GaussianBlur(1))
        light = Image.linear_gradient("L").point(lambda v: 255 - v // 3).rotate(90).resize(SIZE)
        picture = ImageChops.multiply(picture, Image.merge("RGB", [light] * 3))
    else:
        picture = Image.effect_noise((75, 100), 90).resize(SIZE, Image.Resampling.BICUBIC).convert("RGB")
    return ImageChops.add(picture, Image.merge("RGB", [Image.effect_noise(SIZE, 10)] * 3), offset=-128)


def measured(way, paths):
    """What a way answers, with its figures."""
    before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    found = way(paths)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"found": sum(bool(one) for one in found), "cpu_s": round(cpu, 2), "cpu_ms_a_photo": round(1000 * cpu / len(paths)),
            "wall_s": round(time.perf_counter() - wall, 2)}


def naive(paths):
    return [json.loads(subprocess.run([sys.executable, "-I", "-c", FIRST], input=path.read_bytes(), capture_output=True, check=True).stdout)
            for path in paths]


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for n in range(count):
            paths.append(Path(folder) / f"{n}.jpg")
            photo(verifying.address("7K2M9QX3A5BC") if n % 2 else None, (2, 91, 178, 4)[n // 2 % 4]).save(paths[-1], quality=85)
        answer = {"photos": count, "small_first": measured(lambda files: verification.codes(files, 600), paths),
                  "first_way": measured(naive, paths),
                  "smaller_side_first": reader.SMALL}
        answer["ratio"] = round(answer["first_way"]["cpu_s"] / answer["small_first"]["cpu_s"], 1)
    print(json.dumps(answer, indent=1))


if __name__ == "__main__":
    main()
