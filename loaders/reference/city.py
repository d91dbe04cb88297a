"""Which city a graph holds: what it was told first, else the one region of rank city that it has."""

from cypher.errors import ConfigurationError
from loaders.runs.work import Work


async def settle_city(work: Work) -> str:
    """The code of the city, kept in the graph once it is known; empty while no city's region is loaded.

    Raises ConfigurationError where several regions are cities and nobody said which is meant.
    """
    states = await work.read("load/frame/graph")
    if states and states[0]["city"]:
        return str(states[0]["city"])
    cities = [r["id"] for r in await work.read("load/frame/regions") if r["rank"] == "city"]
    if len(cities) > 1:
        raise ConfigurationError(
            f"the regions loaded have several cities ({', '.join(cities)}), and one graph holds one",
            zh=f"已导入的区划中有多个城市（{'、'.join(cities)}），而一个图只存一个城市",
            name="ZUZHITU_CITY",
            remedy="set it to the code of the city that this graph is about, and load again",
            remedy_zh="设为本图所属城市的区划代码后重新导入",
        )
    if cities:
        await work.write("upkeep/graph/city", city=cities[0])
    return cities[0] if cities else ""
