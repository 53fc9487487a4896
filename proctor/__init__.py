"""Who may do what at which moment: pure Python over plain values."""
