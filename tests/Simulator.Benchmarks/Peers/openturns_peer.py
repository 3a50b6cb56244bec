"""scenarios/llama-3.1-405b.yaml as one would write it by hand with OpenTURNS; driven by PeerComparison.cs.

    openturns_peer.py SAMPLER run SAMPLES                          one run: seconds, and quantiles of every output
    openturns_peer.py SAMPLER error SAMPLES REPETITIONS REFERENCE  relative root mean square error of the p95 of emissions

SAMPLER is random, or sobol (randomized by a shift of the whole sequence, which is what OpenTURNS 1.20 offers).
"""
import json
import math
import sys
import time

import openturns as ot

PROBABILITIES = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99]
Z95 = 1.6448536269514722


def interval(low, high, shift=0.0):
    """Lognormal by its 5% and 95% quantiles."""
    return ot.LogNormal((math.log(low) + math.log(high)) / 2, (math.log(high) - math.log(low)) / (2 * Z95), shift)


def pert(low, mode, high):
    return ot.Beta(1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low), low, high)


INPUTS = {
    "price": interval(30e3, 50e3),
    "lifetime": interval(3 * 8760, 6 * 8760),
    "fleet": pert(0.6, 0.85, 0.95),
    "embodied": interval(300, 900),
    "overhead": interval(0.3, 0.8, 1.0),
    "pue": interval(0.05, 0.16, 1.0),
    "cooling_share": pert(0.5, 0.7, 0.9),
    "wue": interval(0.15, 0.5),
    "water_price": interval(0.7, 3.5),
    "intensity": interval(0.300, 0.485),
    "losses": pert(0.047, 0.05, 0.06),
    "electricity_price": interval(46, 131),
    "water_intensity": interval(1.3, 4.3),
    "land_intensity": interval(4, 16),
    "utilization": pert(0.6, 0.85, 1),
    "idle_share": ot.Uniform(0, 0.1),
    "idle_power": pert(0.1, 0.15, 0.25),
}

OUTPUTS = {
    "it_energy": "30.84e6 * 0.0007 * (utilization + idle_share * idle_power) * overhead",
    "energy": "it_energy * pue",
    "grid_energy": "energy / (1 - losses)",
    "peak_power": "16384 * 0.0007 * overhead * pue",
    "power_swing": "16384 * 0.0007 * (utilization - idle_power)",
    "electricity_cost": "energy * electricity_price",
    "hardware_cost": "30.84e6 * (1 + idle_share) * price / (lifetime * fleet)",
    "operational_emissions": "grid_energy * intensity",
    "embodied_emissions": "30.84e6 * (1 + idle_share) * embodied / (lifetime * fleet) / 1000",
    "water_onsite": "it_energy * wue",
    "water_offsite": "grid_energy * water_intensity",
    "land": "grid_energy * land_intensity",
    "carbon_intensity": "intensity",
    "water_cost": "water_onsite * water_price",
    "cost": "electricity_cost + hardware_cost + water_cost",
    "emissions": "operational_emissions + embodied_emissions",
    "water": "water_onsite + water_offsite",
    "cooling": "it_energy * (pue - 1) * cooling_share",
    "distribution": "it_energy * (pue - 1) * (1 - cooling_share)",
}

MODEL = ot.SymbolicFunction(
    list(INPUTS), list(OUTPUTS), "".join(f"{name} := {formula};\n" for name, formula in OUTPUTS.items()))
JOINT = ot.ComposedDistribution(list(INPUTS.values()))


def draw(sampler, n, seed):
    ot.RandomGenerator.SetSeed(seed)
    if sampler == "random":
        return JOINT.getSample(n)
    experiment = ot.LowDiscrepancyExperiment(ot.SobolSequence(), JOINT, n)
    experiment.setRandomize(True)
    return experiment.generate()


def run(sampler, n):
    begin = time.perf_counter()
    outputs = MODEL(draw(sampler, n, 42))
    table = outputs.computeQuantilePerComponent(PROBABILITIES)
    outputs.computeMean()
    outputs.computeStandardDeviation()
    seconds = time.perf_counter() - begin
    quantiles = {name: [table[k, i] for k in range(len(PROBABILITIES))] for i, name in enumerate(OUTPUTS)}
    return {"seconds": seconds, "quantiles": quantiles, "version": "OpenTURNS " + ot.__version__}


def error(sampler, n, repetitions, reference):
    column = list(OUTPUTS).index("emissions")
    found = [
        MODEL(draw(sampler, n, seed)).getMarginal(column).computeQuantile(0.95)[0] / reference - 1
        for seed in range(repetitions)
    ]
    return {"error": math.sqrt(sum(x * x for x in found) / len(found))}


if sys.argv[2] == "run":
    print(json.dumps(run(sys.argv[1], int(sys.argv[3]))))
else:
    print(json.dumps(error(sys.argv[1], int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5]))))
