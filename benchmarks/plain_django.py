"""The pages of pages.py and desk.py written in plain Django on the same database file: its ORM, forms, templates, sessions, rights.

Started by them with a Python that has Django (requirements.txt beside this file); the program itself never needs it. Prints JSON.

    python plain_django.py list|search|save|desk DATABASE FOLDER RUNS ARGUMENTS(JSON)
"""

import datetime as dt
import io
import json
import statistics
import sys
import time
from pathlib import Path

import django
from django.apps import AppConfig
from django.conf import settings

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[1]))
WHAT, DATABASE, FOLDER, RUNS, ARGUMENTS = sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]), json.loads(sys.argv[5])
RIGHTS = [("contract", "view"), ("employer", "view"), ("worker", "view"), ("case", "view"), ("case", "add")]


class Register(AppConfig):
    name, label, path = __name__, "register", str(HERE.parent)
    default_auto_field = "django.db.models.AutoField"


class Router:
    """Accounts and sessions lie in a file of Django's own; the register is read as it is."""

    @staticmethod
    def db_for_read(model, **hints):
        return "register" if model._meta.app_label == "register" else "default"

    db_for_write = db_for_read

    @staticmethod
    def allow_relation(*_, **__):
        return True

    @staticmethod
    def allow_migrate(alias, app_label, **_):
        return alias == "default" and app_label != "register"


sqlite = {"ENGINE": "django.db.backends.sqlite3", "CONN_MAX_AGE": None, "OPTIONS": {"transaction_mode": "IMMEDIATE"}}
settings.configure(
    SECRET_KEY="benchmark", DEBUG_PROPAGATE_EXCEPTIONS=True,
    ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, USE_TZ=False, USE_I18N=True, LANGUAGE_CODE="zh-hans",
    DATABASES={"default": sqlite | {"NAME": str(FOLDER / "django.db")}, "register": sqlite | {"NAME": DATABASE}},
    DATABASE_ROUTERS=[Router()], DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "django.contrib.messages",
                    "django.contrib.admin", f"{__name__}.Register"],
    MIDDLEWARE=["django.middleware.security.SecurityMiddleware", "django.contrib.sessions.middleware.SessionMiddleware",
                "django.middleware.locale.LocaleMiddleware", "django.middleware.common.CommonMiddleware",
                "django.middleware.csrf.CsrfViewMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware",
                "django.contrib.messages.middleware.MessageMiddleware", "django.middleware.clickjacking.XFrameOptionsMiddleware"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {
        "loaders": [("django.template.loaders.cached.Loader", [("django.template.loaders.filesystem.Loader", [str(HERE.parent)])])],
        "context_processors": ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
                               "django.contrib.messages.context_processors.messages"]}}],
)
sys.modules["plain_django"] = sys.modules[__name__]
django.setup()

from django import forms  # noqa: E402
from django.contrib.admin.models import ADDITION, LogEntry  # noqa: E402
from django.contrib.auth.decorators import login_required, permission_required  # noqa: E402
from django.contrib.auth.models import Permission, User  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.paginator import Paginator  # noqa: E402
from django.db import models, transaction  # noqa: E402
from django.db.models import F, Q  # noqa: E402
from django.shortcuts import redirect, render  # noqa: E402
from django.urls import path  # noqa: E402


class Model(models.Model):
    class Meta:
        abstract, managed, app_label = True, False, "register"


def link(to, **more):
    return models.ForeignKey(to, models.DO_NOTHING, related_name="+", **more)


class Area(Model):
    code, name, level = (models.CharField(max_length=60) for _ in range(3))
    path = models.CharField(max_length=120)

    class Meta(Model.Meta):
        db_table = "area"


class Employer(Model):
    created_at, version = models.DateTimeField(default=dt.datetime.now), models.IntegerField(default=1)
    credit_code = models.CharField(max_length=18, null=True)
    name, name_key = models.CharField(max_length=120), models.CharField(max_length=120, null=True)
    area = link(Area)
    telephone = models.CharField(max_length=30, null=True)

    class Meta(Model.Meta):
        db_table = "employer"


class Worker(Model):
    created_at, version = models.DateTimeField(default=dt.datetime.now), models.IntegerField(default=1)
    name = models.CharField(max_length=60)
    id_kind = models.CharField(max_length=24, default="resident")
    id_tail = models.CharField(max_length=4, null=True)
    born_on = models.DateField(null=True)
    telephone = models.CharField(max_length=30, null=True)

    class Meta(Model.Meta):
        db_table = "worker"


class Contract(Model):
    employer, worker, area = link(Employer), link(Worker), link(Area)
    state, kind = models.CharField(max_length=24), models.CharField(max_length=24, null=True)
    hired_on, start_on, end_on = models.DateField(), models.DateField(null=True), models.DateField(null=True)
    probation_end_on = models.DateField(null=True)
    post, weight = models.CharField(max_length=60, null=True), models.CharField(max_length=8, null=True)

    class Meta(Model.Meta):
        db_table = "contract"


class Matter(Model):
    created_at, version = models.DateTimeField(default=dt.datetime.now), models.IntegerField(default=1)
    kind, number = models.CharField(max_length=16, default="case"), models.CharField(max_length=60)
    area, opened_area = link(Area), link(Area)
    lead_id = models.IntegerField()

    class Meta(Model.Meta):
        db_table = "matter"


class Case(Matter):
    matter = models.OneToOneField(Matter, models.DO_NOTHING, parent_link=True, primary_key=True, db_column="id")
    state, channel = models.CharField(max_length=24, default="registered"), models.CharField(max_length=24, default="window")
    employer, complainant = link(Employer), link(Worker, null=True)
    received_on, moved_on = models.DateField(), models.DateField()
    work_place = models.CharField(max_length=200, null=True)
    facts = models.TextField(null=True)
    registered_by_id = models.IntegerField()

    class Meta(Model.Meta):
        db_table = "arrears_case"


class CaseOfficer(Model):
    created_at, version = models.DateTimeField(default=dt.datetime.now), models.IntegerField(default=1)
    case = models.ForeignKey(Case, models.DO_NOTHING, related_name="officers")
    user_id, position = models.IntegerField(), models.IntegerField()

    class Meta(Model.Meta):
        db_table = "case_officer"


class Moved(Model):
    created_at, version = models.DateTimeField(default=dt.datetime.now), models.IntegerField(default=1)
    matter = link(Matter)
    move, source, target = (models.CharField(max_length=24) for _ in range(3))
    on, by_id = models.DateField(), models.IntegerField()

    class Meta(Model.Meta):
        db_table = "moved"


class Deadline(Model):
    created_at, version = models.DateTimeField(default=dt.datetime.now), models.IntegerField(default=1)
    matter = models.ForeignKey(Matter, models.DO_NOTHING, related_name="deadlines")
    code = models.CharField(max_length=16)
    starts_on, due_on, met_on = models.DateField(), models.DateField(), models.DateField(null=True)
    extra_days, provisional = models.IntegerField(default=0), models.BooleanField(default=False)

    class Meta(Model.Meta):
        db_table = "deadline"


class Sequence(Model):
    body_id = models.IntegerField(primary_key=True)  # together with word and year, which Django is told nothing of
    word, year, last = models.CharField(max_length=40), models.IntegerField(), models.IntegerField()

    class Meta(Model.Meta):
        db_table = "sequence"


# ---- the list of contracts: the same columns, filters and counted views, as the documentation of Django writes such a page


def seen():
    return Contract.objects.filter(area__path__startswith=ARGUMENTS["path"])


def views():
    today = dt.date.fromisoformat(ARGUMENTS["today"])
    ends = {days: Q(state="active", end_on__range=(today, today + dt.timedelta(days=days))) for days in (30, 60, 90)}
    month = today - dt.timedelta(days=31)
    return [("在册", Q(state__in=("unsigned", "active", "suspended"))), ("30 天内到期", ends[30]), ("60 天内到期", ends[60]),
            ("90 天内到期", ends[90]), ("过期未续", Q(state="active", end_on__lt=today)),
            ("试用期将满", Q(state="active", probation_end_on__range=(today, today + dt.timedelta(days=30)))),
            ("满一月未签", Q(state="unsigned", hired_on__lte=month)), ("有违法问题", Q(weight="error"))]


@login_required
@permission_required("register.contract_view", raise_exception=True)
def contracts(request):
    """`paged`: with Django's own Paginator and whole counts; else by key and counted to 10,000, as ours is."""
    rows = seen().select_related("worker", "employer", "area").order_by("-id")
    most = 10_001
    if "paged" in request.GET:
        page = Paginator(rows, 50).get_page(request.GET.get("page"))
        total, counts = page.paginator.count, [(words, seen().filter(asked).count()) for words, asked in views()]
        shown = list(page)
    else:
        if after := request.GET.get("after"):
            rows = rows.filter(id__lt=after)
        shown, total = list(rows[:50]), seen()[:most].count()
        counts = [(words, seen().filter(asked)[:most].count()) for words, asked in views()]
    return render(request, "plain_django.html", {
        "rows": shown, "total": total, "counts": counts, "areas": Area.objects.filter(path__startswith=ARGUMENTS["path"], level="grid"),
        "kinds": ARGUMENTS["kinds"], "states": ARGUMENTS["states"], "weights": ARGUMENTS["weights"], "menu": ARGUMENTS["menu"]})


# ---- saving a complaint


class Complaint(forms.Form):
    worker_name, telephone = forms.CharField(max_length=60), forms.CharField(max_length=30)
    employer_name = forms.CharField(max_length=120)
    received_on = forms.DateField()
    work_place = forms.CharField(max_length=200, required=False)
    facts = forms.CharField(max_length=4000, required=False)


@login_required
@permission_required("register.case_add", raise_exception=True)
def complaint(request):
    from casework.law import inspection
    from casework.law.tables import seed

    form = Complaint(request.POST)
    if not form.is_valid():
        return render(request, "plain_django.html", {"form": form})
    typed, by, now = form.cleaned_data, request.user, dt.datetime.now()
    area = Area.objects.get(id=ARGUMENTS["area"])
    with transaction.atomic(using="register"):
        employer = Employer.objects.filter(name=typed["employer_name"]).first() or Employer.objects.create(
            name=typed["employer_name"], area=area)
        worker = Worker.objects.create(name=typed["worker_name"], telephone=typed["telephone"])
        given = Sequence.objects.filter(body_id=ARGUMENTS["body"], word="case", year=typed["received_on"].year)
        given.update(last=F("last") + 1)
        number = f"{ARGUMENTS['word']}〔{typed['received_on'].year}〕{given.values_list('last', flat=True)[0]:04d}号"
        case = Case.objects.create(
            number=number, area=area, opened_area=area, lead_id=ARGUMENTS["user"], employer=employer, complainant=worker,
            received_on=typed["received_on"], moved_on=typed["received_on"], work_place=typed["work_place"], facts=typed["facts"],
            registered_by_id=ARGUMENTS["user"])
        officers = [CaseOfficer.objects.create(case=case, user_id=user, position=n) for n, user in enumerate(ARGUMENTS["officers"], 1)]
        moved = Moved.objects.create(matter=case, move="register", source="", target="registered", on=case.received_on,
                                     by_id=ARGUMENTS["user"])
        due = inspection.ACCEPTANCE.due(case.received_on, seed().calendar)
        clock = Deadline.objects.create(matter=case, code=inspection.ACCEPTANCE.code, starts_on=case.received_on, due_on=due.on,
                                        provisional=due.provisional, created_at=now)
    with transaction.atomic():  # who did what, as Django's own admin notes it
        for record in (employer, worker, case, *officers, moved, clock):
            LogEntry.objects.create(user=by, content_type=ContentType.objects.get_for_model(record), object_id=str(record.pk),
                                    object_repr=str(record)[:200], action_flag=ADDITION, change_message="registered")
    return redirect(f"/cases/{case.pk}")


# ---- finding a worker, and a desk


@login_required
def find(request):
    rows = Worker.objects.filter(name__contains=request.GET["q"]).order_by("-id")[:20]
    return render(request, "plain_django.html", {"found": rows})


@login_required
def desk(request):
    """Every running clock of the person's cases with its colour, overdue first; a page of twenty of them is shown."""
    from casework.core import deadlines  # noqa: F401  (the terms register themselves)
    from casework.law import inspection
    from casework.law.tables import seed
    from casework.law.terms import reading

    terms, calendar = {t.code: t for t in (inspection.ACCEPTANCE, inspection.INVESTIGATION)}, seed().calendar
    today, slips = dt.date.fromisoformat(ARGUMENTS["today"]), []
    running = Deadline.objects.filter(met_on=None, matter__case__officers__user_id=ARGUMENTS["user"]).select_related(
        "matter__case__employer", "matter__case__complainant")
    for clock in running:
        term = terms[clock.code]
        read = reading(clock.due_on, today, calendar, term.unit, term.count + clock.extra_days, 5, 20, paused=False)
        slips.append((clock.due_on, clock.matter.number, clock.matter.case.employer.name, read.colour))
    slips.sort()
    counts = {colour: sum(one[3] == colour for one in slips) for colour in ("red", "amber", "green")}
    return render(request, "plain_django.html", {"slips": slips[:20], "counts": list(counts.items()), "total": len(slips),
                                                 "menu": ARGUMENTS["menu"]})


urlpatterns = [path("contracts/", contracts, name="contracts"), path("cases/new", complaint, name="complaint"),
               path("find/", find, name="find"), path("desk/", desk, name="desk"),
               *(path(f"menu/{n}/", desk, name=f"menu-{n}") for n in range(30))]


def account():
    call_command("migrate", verbosity=0, interactive=False)
    user, fresh = User.objects.get_or_create(username="inspector")
    if fresh:
        for model, what in RIGHTS:
            kind, _ = ContentType.objects.get_or_create(app_label="register", model=model)
            user.user_permissions.add(Permission.objects.get_or_create(codename=f"{model}_{what}", name=what, content_type=kind)[0])
    return user


def cookies(user):
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session.update({SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
                    HASH_SESSION_KEY: user.get_session_auth_hash()})
    session.save()
    token = "a" * 32
    return f"sessionid={session.session_key}; csrftoken={token}", token


def ask(application, address, cookie, data=None):
    """One request as a server hands it to WSGI: (status, body)."""
    where, _, query = address.partition("?")
    body = (data or "").encode()
    said = []
    environ = {"REQUEST_METHOD": "POST" if data else "GET", "PATH_INFO": where, "QUERY_STRING": query, "SERVER_NAME": "localhost",
               "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body),
               "wsgi.errors": sys.stderr, "wsgi.version": (1, 0), "wsgi.multithread": False, "wsgi.multiprocess": False,
               "wsgi.run_once": False, "HTTP_COOKIE": cookie, "CONTENT_TYPE": "application/x-www-form-urlencoded",
               "CONTENT_LENGTH": str(len(body)), "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost"}
    answer = application(environ, lambda status, headers, *_: said.append((status, headers)))
    text = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return said[0][0], text


def median(work, runs):
    taken = []
    for n in range(runs + 2):
        begun = time.process_time()
        answer = work(n)
        taken.append((time.process_time() - begun) * 1000)
    return answer, round(statistics.median(taken[2:]), 2)


def main():
    from urllib.parse import quote, urlencode

    cookie, token = cookies(account())
    application, out = WSGIHandler(), {}
    if WHAT == "list":
        for name, address in (("page", "/contracts/"), ("deep_page", f"/contracts/?after={ARGUMENTS['deep']}")):
            (status, text), out[f"{name}_ms"] = median(lambda n, a=address: ask(application, a, cookie), RUNS)
            assert status.startswith("200"), text.decode()[:2000]
            out[f"{name}_kb"] = round(len(text) / 1024, 1)
        _, out["query_ms"] = median(lambda n: list(seen().select_related("worker", "employer", "area").order_by("-id")[:50]), RUNS)
        _, out["paginator_ms"] = median(lambda n: ask(application, "/contracts/?paged=1", cookie), 2)
        out["first"] = seen().order_by("-id").values_list("id", flat=True)[0]
    elif WHAT == "search":
        for title, text in ARGUMENTS["questions"].items():
            _, out[title] = median(lambda n, t=text: ask(application, f"/find/?q={quote(t)}", cookie), 3)
    elif WHAT == "save":
        def save(n):
            typed = {"worker_name": f"测试{n}", "telephone": "13800000000", "employer_name": ARGUMENTS["employer"],
                     "received_on": ARGUMENTS["today"], "work_place": "某路1号", "facts": "被拖欠工资", "csrfmiddlewaretoken": token}
            answer = ask(application, "/cases/new", cookie, urlencode(typed))
            assert answer[0].startswith("302"), answer[1].decode()[:2000]
            return answer

        _, out["save_ms"] = median(save, RUNS)
    elif WHAT == "desk":
        (_, text), out["desk_ms"] = median(lambda n: ask(application, "/desk/", cookie), RUNS)
        assert f"共 {ARGUMENTS['items']} 件" in text.decode()
    print(json.dumps(out, ensure_ascii=False))


if __name__ == "__main__":
    main()
