"""What the archive takes in, judged by veraPDF. Run by `make test-archive`; files are named archive_*, so `make test` leaves them out."""
