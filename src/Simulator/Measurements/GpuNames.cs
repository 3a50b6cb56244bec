using Simulator.Catalog;

namespace Simulator.Measurements;

/// <summary>From the names that drivers give cards to entries of the catalogue.</summary>
internal static class GpuNames
{
    // All words have to be in the name; the first that fits holds.
    private static readonly (string[] Words, string Id)[] Names =
    [
        (["GH200"], "gh200"), (["H100", "PCIE"], "h100-pcie"), (["H100", "NVL"], "h100-nvl"), (["H100", "HBM3"], "h100-sxm"), (["H100", "SXM"], "h100-sxm"),
        (["H200", "NVL"], ""), (["H200"], "h200-sxm"), (["H800", "PCIE"], "h800-pcie"), (["H800"], "h800-sxm"), (["H20"], "h20"),
        (["A100", "PCIE"], "a100-pcie"), (["A100", "SXM", "80GB"], "a100-sxm-80gb"), (["A100", "SXM", "40GB"], "a100-sxm-40gb"), (["A800", "PCIE"], "a800-pcie"), (["A800", "SXM"], "a800-sxm"),
        (["V100S"], "v100s-pcie"), (["V100", "SXM"], "v100-sxm"), (["V100", "PCIE"], "v100-pcie"), (["P100", "SXM"], "p100-sxm"), (["P100", "PCIE"], "p100-pcie"),
        (["TESLA", "T4"], "t4"), (["NVIDIA", "A40"], "a40"), (["NVIDIA", "A30"], "a30"), (["NVIDIA", "L40"], ""), (["NVIDIA", "L4"], "l4"), (["GB200"], "gb200"), (["GB300"], "gb300"), (["B200"], "b200"), (["B300"], "b300"),
        (["MI250X"], "mi250x"), (["MI300A"], "mi300a"), (["MI300X"], "mi300x"), (["MI325X"], "mi325x"),
    ];

    /// <summary>Id of the entry that a name stands for without doubt, e.g. <c>NVIDIA A100-SXM4-80GB</c>; null if there is none.</summary>
    public static string? Find(string name)
    {
        var upper = name.ToUpperInvariant();
        var id = Array.Find(Names, known => known.Words.All(word => upper.Contains(word, StringComparison.Ordinal))).Id;
        return string.IsNullOrEmpty(id) || !BuiltInCatalog.Accelerators.ContainsKey(id) ? null : id;
    }

    /// <summary>What a log of the drivers' powers of GPUs lacks of an entry, in a sentence; null for an entry of a GPU alone.</summary>
    /// <param name="id">Id of the entry; null if the log does not say.</param>
    /// <remarks>
    /// The manual of nvidia-smi has the power readings of the module, with the CPU, beside those of the GPU. The entries of GB200 and
    /// GB300 are of one GPU. An MI300A has CPU cores too, but its driver states the power of the whole package.
    /// </remarks>
    public static string? Lacks(string? id) => id != "gh200" ? null
        : FormattableString.Invariant($"the catalogue's entry {id} is the whole superchip with its CPU and memory, rated at up to {RatedWatts(id):N0} W; the log has the power of its GPU alone. ")
            + "What the CPU and its memory draw is not in the energy: state it as hardware.overhead, or log module.power.draw.average and import that with power-csv --at accelerators";

    /// <summary>Rated power of an entry, in W; null if the catalogue has none.</summary>
    public static double? RatedWatts(string? id)
    {
        var text = id is null ? null : BuiltInCatalog.Accelerators.Find(id)?.Figures.GetValueOrDefault("tdp")?.Text;
        return text is not null && text.Split(' ') is [var number, var unit] && PowerUnit.Watts(unit) is { } factor
            ? double.Parse(number, System.Globalization.CultureInfo.InvariantCulture) * factor : null;
    }
}
