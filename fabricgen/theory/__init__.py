"""The formulas: pure arithmetic that knows no fabric, no intent, no platform. Each module names its public source."""
