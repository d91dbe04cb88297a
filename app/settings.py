"""Settings from the environment and `.env`. A wrong one stops the start with its name, its value and the remedy."""

import difflib
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from dotenv import dotenv_values
from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from cypher.domain.parameters import read_parameters, use_parameters
from cypher.errors import ConfigurationError
from cypher.graph import SCHEMES, Address

TEST_PREFIX: Final = "ZUZHITU_TEST_"  # for the tests alone; the program takes no notice
REMEDIES: Final = {
    "NEO4J_URI": "give a Bolt address such as bolt://127.0.0.1:7687 or neo4j://cluster:7687, without a login in it; "
    "leave it unset for the embedded engine",
    "NEO4J_USERNAME": "give the name of a Neo4j user",
    "NEO4J_PASSWORD": "give the password of NEO4J_USERNAME",
    "NEO4J_DATABASE": "give the name of a database, or leave it unset for the server's default",
    "ZUZHITU_CITY": "give the six digits of the city's region code, 210200 for Dalian",
    "ZUZHITU_DATA_DIR": "give a directory that may be written",
    "ZUZHITU_HOST": "give the address to listen on, 127.0.0.1 for this machine alone",
    "ZUZHITU_PORT": "give a port from 0 (any free one) to 65535",
    "ZUZHITU_LOG": "give one of debug, info, warning, error",
    "ZUZHITU_HEAP": "give the memory of the embedded engine, such as 512m or 2g",
    "ZUZHITU_ALLOWED_HOSTS": "give the names by which the service is reached beside this machine's, with commas",
    "ZUZHITU_ALLOWED_ORIGINS": "give the origins of pages that may ask, such as https://registry.example, with commas",
    "ZUZHITU_KEYS": "give the file that `zuzhitu keys add` keeps hashes of keys in",
    "ZUZHITU_AUDIT_LOG": "give the file to which a line is added for each request",
    "ZUZHITU_OPEN": "give true where whoever reaches the service may read, else false",
    "ZUZHITU_PARAMETERS": "give a TOML file that sets parameters of docs/domain.md 6 otherwise",
    "ZUZHITU_AT_ONCE": "give how many questions are answered at once, from 1 to 1000",
    "ZUZHITU_LEASE": "give the seconds after which a load that shows no life is taken over, from 5 to 3600",
}
REMEDIES_ZH: Final = {
    "NEO4J_URI": "写成 bolt://127.0.0.1:7687 或 neo4j://cluster:7687 这样的地址，不含登录信息；不设则用内嵌引擎",
    "NEO4J_USERNAME": "填 Neo4j 的用户名",
    "NEO4J_PASSWORD": "填 NEO4J_USERNAME 的密码",
    "NEO4J_DATABASE": "填数据库名，不设则用服务器的默认数据库",
    "ZUZHITU_CITY": "填城市的六位区划代码，大连市为 210200",
    "ZUZHITU_DATA_DIR": "填可写的文件夹",
    "ZUZHITU_HOST": "填监听地址，只供本机使用填 127.0.0.1",
    "ZUZHITU_PORT": "填 0（任一空闲端口）到 65535 之间的端口",
    "ZUZHITU_LOG": "填 debug、info、warning、error 之一",
    "ZUZHITU_HEAP": "填内嵌引擎的内存，如 512m 或 2g",
    "ZUZHITU_ALLOWED_HOSTS": "填访问本服务所用的主机名（本机除外），用逗号分隔",
    "ZUZHITU_ALLOWED_ORIGINS": "填可以请求本服务的页面来源，如 https://registry.example，用逗号分隔",
    "ZUZHITU_KEYS": "填“zuzhitu keys add”保存密钥散列的文件",
    "ZUZHITU_AUDIT_LOG": "填一个文件，每个请求在其中记一行",
    "ZUZHITU_OPEN": "凡能访问到本服务者都可读则填 true，否则填 false",
    "ZUZHITU_PARAMETERS": "填一个 TOML 文件，其中另行设定参数",
    "ZUZHITU_AT_ONCE": "填 1 到 1000：同时回答的请求数",
    "ZUZHITU_LEASE": "填 5 到 3600 之间的秒数：导入批次多久没有动静可由他人接管",
}


def _bolt(uri: str) -> str:
    if not re.fullmatch(rf"({'|'.join(map(re.escape, SCHEMES))})://[^\s/@?]+(\?\S*)?/?", uri):
        raise ValueError(f"it is no Bolt address ({', '.join(SCHEMES)})")
    return uri


class Settings(BaseSettings):
    """What the program can be told; `NEO4J_URI` unset means the embedded engine below `ZUZHITU_DATA_DIR`."""

    model_config = SettingsConfigDict(
        env_ignore_empty=True, extra="ignore", frozen=True, case_sensitive=True, populate_by_name=True
    )

    neo4j_uri: Annotated[str, AfterValidator(_bolt)] | None = Field(None, alias="NEO4J_URI")
    neo4j_username: str = Field("neo4j", alias="NEO4J_USERNAME")
    neo4j_password: SecretStr | None = Field(None, alias="NEO4J_PASSWORD")
    neo4j_database: str = Field("", alias="NEO4J_DATABASE", pattern=r"^[A-Za-z0-9.-]*$")
    city: str | None = Field(None, alias="ZUZHITU_CITY", pattern=r"^\d{6}$")
    data_dir: Path = Field(Path(".zuzhitu"), alias="ZUZHITU_DATA_DIR")
    host: str = Field("127.0.0.1", alias="ZUZHITU_HOST", min_length=1)
    port: int = Field(8000, alias="ZUZHITU_PORT", ge=0, le=65535)
    log: Literal["debug", "info", "warning", "error"] = Field("info", alias="ZUZHITU_LOG")
    heap: str = Field("1g", alias="ZUZHITU_HEAP", pattern=r"^[1-9]\d*[kmgKMG]$")

    allowed_hosts: str = Field("", alias="ZUZHITU_ALLOWED_HOSTS", pattern=r"^[A-Za-z0-9.,:*\[\] -]*$")
    allowed_origins: str = Field(
        "",
        alias="ZUZHITU_ALLOWED_ORIGINS",
        pattern=r"^(https?://[A-Za-z0-9.:\[\]-]+)?( *, *https?://[A-Za-z0-9.:\[\]-]+)*$",
    )
    keys: Path | None = Field(None, alias="ZUZHITU_KEYS")
    audit_log: Path | None = Field(None, alias="ZUZHITU_AUDIT_LOG")
    open: bool = Field(False, alias="ZUZHITU_OPEN")
    parameters: Path | None = Field(None, alias="ZUZHITU_PARAMETERS")
    at_once: int = Field(8, alias="ZUZHITU_AT_ONCE", ge=1, le=1000)
    lease: int = Field(30, alias="ZUZHITU_LEASE", ge=5, le=3600)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that a request may name beside this machine."""
        return _listed(self.allowed_hosts)

    @property
    def origins(self) -> tuple[str, ...]:
        """The origins of pages that may ask and write, beside the service's own."""
        return _listed(self.allowed_origins)

    @property
    def address(self) -> Address | None:
        """The Neo4j that is named; None for the embedded engine. Without a password no login is sent."""
        if self.neo4j_uri is None:
            return None
        if self.neo4j_password is None:
            return Address(self.neo4j_uri, database=self.neo4j_database)
        password = self.neo4j_password.get_secret_value()
        return Address(self.neo4j_uri, self.neo4j_username, password, self.neo4j_database)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (name.strip() for name in text.split(","))))


NAMES: Final = tuple(f.alias for f in Settings.model_fields.values() if f.alias)


def load_settings(env_file: Path | None = Path(".env"), **given: Any) -> Settings:
    """The settings: what is `given` (by field, None counts as not given) before the environment before `.env`.

    The parameters of the file that they name are set for this process. Raises ConfigurationError for the first one that
    is wrong, and for a `ZUZHITU_...` that does not exist.
    """
    written = dotenv_values(env_file).keys() if env_file else ()
    _refuse_unknown([*os.environ, *written])
    chosen = {name: value for name, value in given.items() if value is not None}
    try:
        settings = Settings(_env_file=env_file, **chosen)
    except ValidationError as error:
        raise _wrong(error) from None
    if settings.parameters is not None:
        use_parameters(read_parameters(settings.parameters))
    return settings


def _refuse_unknown(names: Iterable[str]) -> None:
    for name in names:
        if name.startswith("ZUZHITU_") and not name.startswith(TEST_PREFIX) and name not in NAMES:
            near = difflib.get_close_matches(name, NAMES, 1)
            remedy = f"{near[0]} is meant?" if near else f"there are {', '.join(NAMES)}"
            remedy_zh = f"是否应为 {near[0]}？" if near else f"可用的有 {'、'.join(NAMES)}"
            raise ConfigurationError(
                "there is no such setting", zh="没有这个设置", name=name, remedy=remedy, remedy_zh=remedy_zh
            )


def _wrong(error: ValidationError) -> ConfigurationError:
    first = error.errors()[0]
    name = str(first["loc"][0])
    name = next((f.alias or name for field, f in Settings.model_fields.items() if field == name), name)
    return ConfigurationError(
        first["msg"].removeprefix("Value error, "),
        zh="此值不能接受",
        name=name,
        value=_masked(name, first.get("input")),
        remedy=REMEDIES[name],
        remedy_zh=REMEDIES_ZH[name],
    )


def _masked(name: str, value: object) -> str:
    """The value as given, without what must not be shown: a password, or a login inside an address."""
    if "PASSWORD" in name:
        return "***"
    return re.sub(r"//[^@/\s]*@", "//***@", str(value))
