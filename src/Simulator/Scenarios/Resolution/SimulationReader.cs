using System.Globalization;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Resolution;

/// <summary>Reads the section <c>simulation</c>.</summary>
internal static class SimulationReader
{
    private const long MostSamples = 1_000_000_000_000;
    private const int MostReplicates = 65_536;

    /// <summary>What the section asks for; nothing if it is missing.</summary>
    public static SimulationSettings Read(ConfigMapping? mapping, Findings findings)
    {
        if (mapping is null)
        {
            return new SimulationSettings();
        }

        return new SimulationSettings(
            mapping["samples"] is { } samples ? ScalarReader.WholeNumber(samples, "simulation.samples", 1, MostSamples, findings) : null,
            mapping["sampler"] is ConfigScalar { IsEmpty: false } sampler ? sampler.Text.Trim() : null,
            mapping["replicates"] is { } replicates ? (int?)ScalarReader.WholeNumber(replicates, "simulation.replicates", 1, MostReplicates, findings) : null,
            mapping["seed"] is { } seed ? ScalarReader.Seed(seed, "simulation.seed", findings) : null,
            mapping["interval"] is { } interval ? ScalarReader.OpenShare(interval, "simulation.interval", findings) : null,
            mapping["precision"] is { } precision ? ScalarReader.OpenShare(precision, "simulation.precision", findings) : null,
            mapping["equivalences"] is ConfigScalar edition && int.TryParse(edition.Text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null);
    }
}
