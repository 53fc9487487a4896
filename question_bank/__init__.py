"""What is asked, and what an answer is worth: pure Python over authored files."""
