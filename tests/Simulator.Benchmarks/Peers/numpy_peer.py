"""scenarios/llama-3.1-405b.yaml as one would write it by hand with NumPy; driven by PeerComparison.cs.

    numpy_peer.py run SAMPLES                          one run: seconds, and quantiles of every output
    numpy_peer.py error SAMPLES REPETITIONS REFERENCE  relative root mean square error of the p95 of emissions
"""
import json
import sys
import time

import numpy

PROBABILITIES = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99]
Z95 = 1.6448536269514722
HOURS, ACCELERATORS, TDP_KW = 30.84e6, 16_384, 0.7


def interval(rng, low, high, n):
    """Lognormal by its 5% and 95% quantiles."""
    return rng.lognormal((numpy.log(low) + numpy.log(high)) / 2, (numpy.log(high) - numpy.log(low)) / (2 * Z95), n)


def pert(rng, low, mode, high, n):
    a = 1 + 4 * (mode - low) / (high - low)
    b = 1 + 4 * (high - mode) / (high - low)
    return low + (high - low) * rng.beta(a, b, n)


def simulate(rng, n):
    """All outputs of n samples, in MWh, MW, USD, t, m3, m2*year."""
    price = interval(rng, 30e3, 50e3, n)
    lifetime = interval(rng, 3 * 8760, 6 * 8760, n)
    fleet = pert(rng, 0.6, 0.85, 0.95, n)
    embodied = interval(rng, 300, 900, n)
    overhead = 1 + interval(rng, 0.3, 0.8, n)
    pue = 1 + interval(rng, 0.05, 0.16, n)
    cooling_share = pert(rng, 0.5, 0.7, 0.9, n)
    wue = interval(rng, 0.15, 0.5, n)
    water_price = interval(rng, 0.7, 3.5, n)
    intensity = interval(rng, 0.300, 0.485, n)
    losses = pert(rng, 0.047, 0.05, 0.06, n)
    electricity_price = interval(rng, 46, 131, n)
    water_intensity = interval(rng, 1.3, 4.3, n)
    land_intensity = interval(rng, 4, 16, n)
    utilization = pert(rng, 0.6, 0.85, 1, n)
    idle_share = rng.uniform(0, 0.1, n)
    idle_power = pert(rng, 0.1, 0.15, 0.25, n)

    reserved = HOURS * (1 + idle_share)
    it = HOURS * TDP_KW / 1000 * (utilization + idle_share * idle_power) * overhead
    energy = it * pue
    grid = energy / (1 - losses)
    life = lifetime * fleet
    outputs = {
        "it_energy": it,
        "energy": energy,
        "grid_energy": grid,
        "peak_power": ACCELERATORS * TDP_KW / 1000 * overhead * pue,
        "power_swing": ACCELERATORS * TDP_KW / 1000 * (utilization - idle_power),
        "electricity_cost": energy * electricity_price,
        "hardware_cost": reserved * price / life,
        "operational_emissions": grid * intensity,
        "embodied_emissions": reserved * embodied / life / 1000,
        "water_onsite": it * wue,
        "water_offsite": grid * water_intensity,
        "land": grid * land_intensity,
        "carbon_intensity": intensity,
    }
    outputs["water_cost"] = outputs["water_onsite"] * water_price
    outputs["cost"] = outputs["electricity_cost"] + outputs["hardware_cost"] + outputs["water_cost"]
    outputs["emissions"] = outputs["operational_emissions"] + outputs["embodied_emissions"]
    outputs["water"] = outputs["water_onsite"] + outputs["water_offsite"]
    beside = it * (pue - 1)
    means = [numpy.mean(column) for column in (beside * cooling_share, beside * (1 - cooling_share), it)]
    return outputs, means


def run(n):
    begin = time.perf_counter()
    outputs, _ = simulate(numpy.random.Generator(numpy.random.SFC64(42)), n)
    quantiles = {name: numpy.quantile(column, PROBABILITIES).tolist() for name, column in outputs.items()}
    _ = {name: (numpy.mean(column), numpy.std(column)) for name, column in outputs.items()}
    return {"seconds": time.perf_counter() - begin, "quantiles": quantiles, "version": "NumPy " + numpy.__version__}


def error(n, repetitions, reference):
    found = []
    for seed in range(repetitions):
        outputs, _ = simulate(numpy.random.Generator(numpy.random.SFC64(seed)), n)
        found.append(numpy.quantile(outputs["emissions"], 0.95))
    return {"error": float(numpy.sqrt(numpy.mean((numpy.array(found) / reference - 1) ** 2)))}


if sys.argv[1] == "run":
    print(json.dumps(run(int(sys.argv[2]))))
else:
    print(json.dumps(error(int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))))
