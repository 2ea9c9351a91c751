"""An application is a script of steps, no longer a greeting and a CSQ."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("rmcm_applications") as batch:
        batch.add_column(sa.Column("steps", sa.JSON()))
    applications = sa.table(
        "rmcm_applications",
        sa.column("id", sa.Integer),
        sa.column("csq", sa.Integer),
        sa.column("greeting_seconds", sa.Double),
        sa.column("steps", sa.JSON),
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(applications)).all():
        steps = [{"do": "greet", "seconds": row.greeting_seconds}, {"do": "queue", "csqs": [row.csq]}]
        connection.execute(applications.update().where(applications.c.id == row.id).values(steps=steps))
    with op.batch_alter_table("rmcm_applications") as batch:
        batch.drop_constraint(op.f("fk_rmcm_applications_csq"), type_="foreignkey")
        batch.drop_column("csq")
        batch.drop_column("greeting_seconds")
        batch.alter_column("steps", existing_type=sa.JSON(), nullable=False)
