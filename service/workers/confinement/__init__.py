"""What the kernel keeps a process that reads strangers' files from doing."""
