using System.Globalization;
using System.Text.Json.Nodes;
using Simulator.Presentation;
using Simulator.Runs;
using Simulator.Scenarios.Format;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;
using Simulator.Studies.Sharding;

namespace Simulator.Tests.Cli;

/// <summary>Files state the version of their format: older ones are read for good, newer ones are refused.</summary>
public sealed class FormatTests
{
    // One folder a version, as a released program has read and written it: add folders, never change one.
    private static readonly string Kept = Path.Combine(Repository.Root, "tests/Simulator.Tests/Cli/Formats");

    public static TheoryData<int> Versions { get; } = [.. Directory.GetDirectories(Kept).Select(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))];

    [Fact]
    public void Every_version_has_a_folder() =>
        Assert.Equal(Enumerable.Range(1, new[] { ScenarioFormat.Version, PartFormat.Version, JsonFormat.Version }.Max()), Directory.GetDirectories(Kept).Select(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)).Order());

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_scenario_of_a_released_version_gives_what_it_gave(int version)
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        Assert.Equal(0, line.RunScenario(Path.Combine(Kept, $"{version}", "scenario.yaml"), "--format", "json", "--device", "cpu"));
        AssertHolds(Summary(version), Parse(line.Output.ToString()), isRedrawn: version == 1);
        // What the first build that draws random words from strata gave: the same to the bit again.
        AssertHolds(Parse(File.ReadAllText(Path.Combine(Kept, $"{version}", "summary-strata.json"))), Parse(line.Output.ToString()));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Parts_of_a_released_version_merge_to_what_they_gave(int version)
    {
        var parts = Directory.GetFiles(Path.Combine(Kept, $"{version}"), "*.part").Select(PartFile.Open).ToList();
        Assert.NotEmpty(parts);
        var scenario = ScenarioReader.Read(parts[0].Header.Files[0].Path, new HeldFiles(parts[0].ReadFiles()));
        var header = parts[0].Header;
        var merged = MergedRun.Run(scenario, new RunOptions { Samples = header.Samples, Sampler = Simulator.Engine.Sampler.Random, Seed = header.Seed }, parts);
        using var text = new StringWriter();
        Simulator.Reporting.Json.SummaryJson.Write(merged, text);
        AssertHolds(Summary(version)["outputs"]!, Parse(text.ToString())["outputs"]!);
    }

    [Theory]
    [InlineData(1, "sweep")]
    [InlineData(1, "schedule")]
    [InlineData(1, "sensitivity")]
    public void Parts_of_studies_of_a_released_version_merge_to_what_they_gave(int version, string study)
    {
        using var line = new CommandLineRun();
        var folder = Path.Combine(Kept, $"{version}", study);
        Assert.True(line.Run("merge", folder, "--format", "json", "--no-plots", "--quiet", "--out", Path.Combine(line.Folder, "out")) == 0, line.Error.ToString());
        AssertHolds(Parse(File.ReadAllText(Path.Combine(folder, "merged.json"))), Parse(line.Output.ToString()));
    }

    [Fact]
    public void A_scenario_without_a_format_has_the_first()
    {
        using var line = new CommandLineRun();
        Assert.Equal(0, line.RunScenario(line.Scenario()));
        Assert.Equal(0, line.RunScenario(line.Scenario(more: "format: 1")));
    }

    [Theory]
    [InlineData("2", "found 2; allowed: 1", "newer version of the program")]
    [InlineData("100000000000000000000", "allowed: 1", "leave the key out")]
    [InlineData("0", "allowed: 1", "leave the key out")]
    [InlineData("-1", "allowed: 1", "leave the key out")]
    [InlineData("1.5", "allowed: 1", "leave the key out")]
    [InlineData("one", "found 'one'; allowed: 1", "leave the key out")]
    [InlineData("", "found nothing; allowed: 1", "leave the key out")]
    [InlineData("[1]", "found a list; allowed: 1", "leave the key out")]
    public void Another_format_of_a_scenario_is_refused_and_nothing_else_is_said(string format, string found, string hint)
    {
        using var line = new CommandLineRun();
        // A newer format may have this key.
        Assert.Equal(2, line.RunScenario(line.Scenario(more: $"format: {format}\nnew_key: 1")));
        var error = Assert.Single(line.Error.ToString().Trim().Split(Environment.NewLine + line.Folder));
        Assert.Contains("small.yaml:7:", error, StringComparison.Ordinal);
        Assert.Contains(found, error, StringComparison.Ordinal);
        Assert.Contains(hint, error, StringComparison.Ordinal);
        Assert.DoesNotContain("new_key", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_format_is_refused_in_a_file_that_is_extended_and_on_the_command_line()
    {
        using var line = new CommandLineRun();
        line.Scenario(file: "base.yaml", more: "format: 2");
        Assert.Equal(2, line.RunScenario(line.WriteFile("above.yaml", "format: 1\nname: Above\nextends: base.yaml")));
        Assert.Contains("base.yaml:7:", line.Error.ToString(), StringComparison.Ordinal);

        Assert.Equal(2, line.Run("sweep", line.Scenario(), "--vary", "format=1,2", "--out", Path.Combine(line.Folder, "out")));
        Assert.Contains("found 2; allowed: 1", line.Error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run", "--no-plots", "--samples", "4096")]
    [InlineData("sensitivity", "--no-plots", "--samples", "4096")]
    [InlineData("sweep", "--vary", "facility.pue=1.1,1.2", "--no-plots", "--samples", "4096")]
    [InlineData("solve", "--for", "facility.pue", "--output", "energy", "--equals", "700 MWh", "--samples", "4096")]
    [InlineData("replay", "--sample", "0")]
    [InlineData("validate")]
    public void Every_document_with_results_starts_with_the_version_of_its_format(string command, params string[] options)
    {
        using var line = new CommandLineRun { Simulate = SimulationRunner.Run };
        string[] folder = command is "run" or "sensitivity" or "sweep" ? ["--out", Path.Combine(line.Folder, "out")] : [];
        var scenario = command == "validate" ? Path.Combine(Repository.Root, "scenarios/published/bloom-idle.yaml") : Path.Combine(Kept, "1", "scenario.yaml");
        Assert.True(line.Run([command, scenario, .. options, .. folder, "--format", "json"]) == 0, line.Error.ToString());
        Assert.StartsWith("{\n  \"format\": 1,", line.Output.ToString(), StringComparison.Ordinal);
        foreach (var file in folder.Length > 0 ? Directory.GetFiles(folder[1], "*.json").Where(file => !file.EndsWith("csv-metadata.json", StringComparison.Ordinal)) : [])
        {
            Assert.StartsWith("{\n  \"format\": 1,", File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("\"format\": 1", "\"format\": 2", true)]
    [InlineData("\"format\": 1", "\"format\": 99", true)]
    [InlineData("  \"format\": 1,\n", "", false)]
    public void Files_that_a_newer_version_lists_are_kept(string written, string instead, bool isKept)
    {
        using var line = new CommandLineRun();
        var scenario = line.Scenario();
        Assert.Equal(0, line.RunScenario(scenario));
        var manifest = Path.Combine(line.Folder, "out", "manifest.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace(written, instead, StringComparison.Ordinal));
        Assert.Equal(0, line.RunScenario(scenario));
        Assert.Equal(isKept, File.Exists(Path.Combine(line.Folder, "out", "manifest.json.kept")));
    }

    private static JsonObject Summary(int version) => Parse(File.ReadAllText(Path.Combine(Kept, $"{version}", "summary.json")));

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private static bool IsSame(JsonNode? kept, JsonNode? now, bool isRedrawn) => JsonNode.DeepEquals(kept, now) || (kept, now) switch
    {
        (JsonObject one, JsonObject other) => one.All(entry => IsSame(entry.Value, other[entry.Key], isRedrawn)),
        (JsonArray one, JsonArray other) => one.Count == other.Count && one.Zip(other).All(pair => IsSame(pair.First, pair.Second, isRedrawn)),
        (JsonValue one, JsonValue other) => one.TryGetValue<double>(out var first) && other.TryGetValue<double>(out var second)
            && Math.Abs((first / second) - 1) < Allowed(one.GetPath(), isRedrawn),
        _ => false,
    };

    // Errors end in a critical value, inputs, tornados and worst cases in a quantile that are solved for, to 1e-13, and shares
    // of logarithms in a regression; every other figure is the same to the bit. Since random words are drawn from strata of the
    // tail probability, their values differ by up to 4e-7 from those of version 1; errors are differences of such values.
    private static double Allowed(string path, bool isRedrawn)
    {
        bool Has(string part) => path.Contains(part, StringComparison.Ordinal);
        return isRedrawn ? (Has("error") ? 1e-4 : 1e-6)
            : path.StartsWith("$.inputs", StringComparison.Ordinal) || Has("error") || Has(".log_") || Has("tornado") || Has("worst_cases") ? 1e-12
            : 0;
    }

    // Sentences for people: a later version may continue one, and may have more of them.
    private static bool Continues(JsonArray kept, JsonArray now) => kept.All(sentence =>
        now.Any(later => later!.GetValue<string>().StartsWith(sentence!.GetValue<string>().TrimEnd('.'), StringComparison.Ordinal)));

    // What was there is there with the same value; a later version may add keys. How a run was made differs from run to run.
    private static void AssertHolds(JsonNode kept, JsonNode now, bool isRedrawn = false)
    {
        foreach (var (key, value) in kept.AsObject().Where(entry => entry.Key is not ("run" or "file" or "place")))
        {
            Assert.True(now.AsObject().ContainsKey(key), kept.GetPath() + "." + key);
            if (value is JsonObject)
            {
                AssertHolds(value, now[key]!, isRedrawn);
            }
            else if (key == "notices")
            {
                Assert.True(Continues(value!.AsArray(), now[key]!.AsArray()), $"{kept.GetPath()}.{key}: {value.ToJsonString()} is now {now[key]!.ToJsonString()}");
            }
            else
            {
                Assert.True(IsSame(value, now[key], isRedrawn), $"{kept.GetPath()}.{key}: {value?.ToJsonString()} is now {now[key]?.ToJsonString()}");
            }
        }
    }
}
