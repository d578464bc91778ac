"""What `speed.py` compares: the chats, the phrases, the rules, and the peers."""
