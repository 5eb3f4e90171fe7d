"""The steps themselves, in one line without branches."""
