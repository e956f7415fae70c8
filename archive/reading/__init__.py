"""Text in, meaning out: pure functions that read an issue's words and touch nothing else."""
