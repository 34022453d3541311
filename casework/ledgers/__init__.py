"""旧台账: past cases from an office's own tables, as they were written; read only. Search, duplicates and the pages of parties see them."""
