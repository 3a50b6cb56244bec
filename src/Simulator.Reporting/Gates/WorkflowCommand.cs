using System.Globalization;

namespace Simulator.Reporting.Gates;

/// <summary>Annotations as the workflow commands of GitHub Actions, which shows them at their lines.</summary>
internal static class WorkflowCommand
{
    /// <summary>The command for a finding; null where there is nothing to annotate.</summary>
    /// <param name="one">The finding.</param>
    /// <param name="isStrict">Whether warnings and undecided limits stop the gate.</param>
    public static string? Of(GateCase one, bool isStrict)
    {
        if (one.Status == GateStatus.Passed)
        {
            return null;
        }

        var place = one.Place.RelativeFile.Length == 0 ? "" : $"file={Property(one.Place.RelativeFile)},"
            + (one.Place.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"line={one.Place.Line},") : "")
            + (one.Place.Column > 0 ? string.Create(CultureInfo.InvariantCulture, $"col={one.Place.Column},") : "");
        return $"::{(one.Stops(isStrict) ? "error" : "warning")} {place}title={Property($"{one.Suite}: {one.Name}")}::{Data(one.Message)}";
    }

    // The escapes of the toolkit of GitHub Actions; the runner reverses them.
    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
