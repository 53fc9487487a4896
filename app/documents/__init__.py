"""What is handed out: files people open, print and stamp."""
