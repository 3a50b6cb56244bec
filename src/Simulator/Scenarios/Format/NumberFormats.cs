using Simulator.Catalog;

namespace Simulator.Scenarios.Format;

/// <summary>The number formats whose dense peak rates the catalogue keeps.</summary>
internal static class NumberFormats
{
    /// <summary>Their names, as written in a scenario.</summary>
    public static IReadOnlyList<string> All { get; } = ["bf16", "fp16", "tf32", "fp32", "fp64", "fp8", "fp6", "fp4", "int8"];

    /// <summary>Figures that may hold the peak in a format, the first that is there counts; <c>peak</c> itself is that of bf16.</summary>
    /// <param name="format">The format; null if none is requested.</param>
    public static IReadOnlyList<string> Figures(string? format) => format switch
    {
        null => ["peak", "peak_fp16"],
        "bf16" => ["peak"],
        _ => [$"peak_{format}"],
    };

    /// <summary>The formats that an entry has a peak for.</summary>
    public static IEnumerable<string> Of(CatalogEntry entry) => All.Where(format => Figures(format).Any(entry.Figures.ContainsKey));
}
