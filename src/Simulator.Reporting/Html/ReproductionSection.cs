using System.Globalization;
using Simulator.Presentation;

namespace Simulator.Reporting.Html;

/// <summary>The exact command, seed, version and scenario text: enough to get the same figures again.</summary>
internal static class ReproductionSection
{
    public static void Write(HtmlWriter html, ReportContent content)
    {
        var (scenario, run) = (content.Result.Scenario, content.Result.Run);
        if (content.Command.Length > 0)
        {
            using var box = html.Open("pre", ("tabindex", "0"), ("role", "group"), ("aria-label", "Command"));
            html.Write("code", content.Command);
        }

        html.Write("p", "The same version, scenario and seed give the same figures, on any number of threads and any vector width.");
        using (html.Open("dl", ("class", "run")))
        {
            Fact("Version", run.Commit is null ? $"simulator {run.Version}" : $"simulator {run.Version}, commit {run.Commit}");
            Fact("Runtime", run.Runtime.Length > 0 ? run.Runtime : "unknown");
            Fact("Scenario", scenario.File);
            Fact("SHA-256", scenario.Sha256);
            Fact("Seed", run.Seed.ToString(CultureInfo.InvariantCulture));
            Fact("Samples", Figures.Count(run.Samples));
            Fact("Sampler", run.Replicates > 1 ? string.Create(CultureInfo.InvariantCulture, $"{run.Sampler}, {run.Replicates} replicates") : run.Sampler);
            Fact("Device", run.Device);
            Fact("Threads", run.Threads.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var source in content.Sources)
        {
            html.Write("h3", source.File);
            html.Write("p", $"SHA-256 {source.Sha256}", ("class", "note hash"));
            using var box = html.Open("pre", ("tabindex", "0"), ("role", "group"), ("aria-label", $"Text of {source.File}"));
            html.Write("code", source.Text.ReplaceLineEndings("\n"));
        }

        void Fact(string name, string value)
        {
            html.Write("dt", name);
            html.Write("dd", value);
        }
    }
}
