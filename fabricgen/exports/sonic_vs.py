"""The front panel of SONiC's virtual image, read from two files: lanes of Linux interfaces, and names of ports."""

import orjson


def panel_files(config_db: str, names: dict[str, str]) -> dict[str, str]:
    """lanemap.ini and port_config.ini. `names` is port → Linux interface (eth1, eth2, …)."""
    ports = orjson.loads(config_db)["PORT"]
    lanes = "".join(f"{link}:{ports[port]['lanes']}\n" for port, link in names.items())
    rows = "".join(
        f"{port} {row['lanes']} {row['alias']} {row['index']} {row['speed']}\n"
        for port, row in ((port, ports[port]) for port in names)
    )
    return {"lanemap.ini": lanes, "port_config.ini": f"# name lanes alias index speed\n{rows}"}
