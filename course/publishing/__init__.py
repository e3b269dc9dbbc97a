"""From source/ to what students receive: the release, its leak check, the student kit."""
