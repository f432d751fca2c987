"""What a fabric costs and carries: sizes, ports, cables, buffers, capacity after failures."""
