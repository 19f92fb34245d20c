"""The whole database <-> JSON Lines, the same for SQLite and PostgreSQL: what a backup and a move are made of.

`form` is how the lines are written, `writing` makes them of a session, `records` reads and checks them, `loading` puts
them into a database. Which files they stand in is the business of `calagg.keep`.
"""
