"""管理: who saw whom, what was changed and by whom, backups. Reads every feature; changes none of their records."""
