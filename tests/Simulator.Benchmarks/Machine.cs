using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Simulator.Benchmarks;

/// <summary>What figures were measured on.</summary>
internal static class Machine
{
    /// <summary>How the documents of measurements are written.</summary>
    public static JsonSerializerOptions Json { get; } = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Date, processor and number of cores.</summary>
    public static string Description => string.Create(
        CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd}, {Processor()}, {Environment.ProcessorCount} cores");

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim()
        : RuntimeInformation.ProcessArchitecture.ToString();
}
