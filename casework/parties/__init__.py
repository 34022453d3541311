"""用人单位、劳动者、工程项目: the people, firms and sites that every feature after this one speaks of.

Later features publish here what they know of a party, so that parties need not know them:

PANELS          (employer, user) -> (id, title, markup) or None: a panel of an employer's page
WORKER_PANELS   (worker, user) -> (id, title, markup) or None: a panel of a worker's page
WORKER_SCOPES   (user, permission or None) -> selects of ids of the workers whom the feature's records show to this person;
                None asks for whoever may read those records. A worker whom no record shows is nobody's to see. Each is asked
                for one worker at a time, so that a million of them are never listed: its first column has an index.
JOINING         (part, survivor) -> None: Refused when two records of parties, because of what hangs on them, cannot be one
WORKER_COLUMNS  ((Column, …), (user) -> [labelled expressions over Worker.id]): columns of the list of workers
WORKER_FILTERS  key -> Filter of the list of workers

and of projects, in the same way, PROJECT_PANELS, PROJECT_COLUMNS (over Project.id), PROJECT_FILTERS, and

PROJECT_HELD    (project) -> None: Refused when a record names the project, which therefore cannot be void
"""

PANELS = []
WORKER_PANELS = []
WORKER_SCOPES = []
JOINING = []
WORKER_COLUMNS = []
WORKER_FILTERS = {}
PROJECT_PANELS = []
PROJECT_COLUMNS = []
PROJECT_FILTERS = {}
PROJECT_HELD = []
