"""The settings of a service over an engine of the tests."""

from pathlib import Path

from app.settings import Settings, load_settings
from cypher.graph import Address


def settings_of(address: Address, data_dir: Path) -> Settings:
    """Settings that name this graph and nothing of the environment."""
    return load_settings(
        env_file=None,
        neo4j_uri=address.uri,
        neo4j_username=address.username,
        neo4j_password=address.password or None,
        neo4j_database=address.database,
        data_dir=data_dir,
    )
