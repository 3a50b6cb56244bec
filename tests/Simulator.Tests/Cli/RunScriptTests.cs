using System.Text.Json;

namespace Simulator.Tests.Cli;

/// <summary>run.ps1, started for real by PowerShell, which is a local tool of this repository.</summary>
public sealed class RunScriptTests(RunScriptSession session) : IClassFixture<RunScriptSession>
{
    [PowerShellFact]
    public void Every_parameter_reaches_the_program()
    {
        var run = session["parameters"];
        Assert.Equal(0, run.ExitCode);
        using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(session.Folder, "out put", "summary.json")));
        var facts = summary.RootElement.GetProperty("run");
        Assert.Equal(2048, facts.GetProperty("samples").GetInt64());
        Assert.Equal("cpu-scalar", facts.GetProperty("device").GetString());
    }

    [PowerShellFact]
    public void The_first_call_builds_the_program_and_prints_nothing_else_but_its_output()
    {
        var run = session["build"];
        Assert.Equal(0, run.ExitCode);
        using var summary = JsonDocument.Parse(run.Output);
        Assert.Equal("Small", summary.RootElement.GetProperty("scenario").GetProperty("name").GetString());
    }

    [PowerShellFact]
    public void Options_in_the_style_of_PowerShell_or_of_the_program_are_passed_on()
    {
        foreach (var name in new[] { "PowerShell style", "program style" })
        {
            var run = session[name];
            Assert.Equal(3, run.ExitCode);
            Assert.Contains("limit does not hold: p95 energy < 1 MWh", run.Error);
            Assert.Contains("seed 7", File.ReadAllText(Path.Combine(session.Folder, name, "report.html")));
            Assert.Equal(
                ["breakdown.png", "histogram-energy.png"],
                Directory.GetFiles(Path.Combine(session.Folder, name), "*.png").Select(Path.GetFileName).Order(StringComparer.Ordinal).Intersect(["breakdown.png", "histogram-energy.png", "overview.png"]));
        }
    }

    [PowerShellTheory]
    [InlineData("-Limits", "unknown option --limits; did you mean --limit?")]
    [InlineData("-Percision", "unknown option --percision; did you mean --precision?")]
    [InlineData("--no-plot", "unknown option --no-plot; did you mean --no-plots?")]
    [InlineData("-Bogus", "unknown option --bogus;")]
    public void A_mistyped_option_is_refused(string option, string expected)
    {
        var run = session[option];
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error);
        Assert.Empty(run.Output);
    }

    [PowerShellFact]
    public void A_file_that_is_missing_is_refused()
    {
        Assert.Equal(2, session["missing"].ExitCode);
        Assert.Contains("found no file missing.yaml", session["missing"].Error);
    }

    [PowerShellFact]
    public void Several_files_are_run()
    {
        Assert.Equal(0, session["several"].ExitCode);
        using var summary = JsonDocument.Parse(session["several"].Output);
        Assert.Equal(2, summary.RootElement.GetProperty("scenarios").GetArrayLength());
    }

    [PowerShellFact]
    public void The_default_folder_is_found_beside_the_script_from_another_directory()
    {
        // Not all scenarios have a carbon price: refused before anything is sampled, by the name of the file.
        foreach (var run in new[] { session["default"], session["default, options first"] })
        {
            Assert.Equal(2, run.ExitCode);
            Assert.Contains(Path.Combine(Repository.Root, "scenarios"), run.Error);
        }
    }

    [PowerShellFact]
    public void Help_prints_synopsis_and_examples()
    {
        var help = session["help"];
        Assert.Contains("Builds the simulator where needed and runs scenario files", help.Output);
        Assert.Contains("./run.ps1 scenarios -Samples 10M -Out results/all", help.Output);
        foreach (var parameter in new[] { "Scenario", "Samples", "Device", "Out", "NoBuild" })
        {
            Assert.Contains($"-{parameter}", help.Output);
        }
    }
}

/// <summary>All calls of the script in one session of PowerShell: its start and the script's own build cost seconds.</summary>
public sealed class RunScriptSession : IDisposable
{
    private readonly Dictionary<string, ScriptRun> _runs = [];

    public RunScriptSession()
    {
        Folder = Directory.CreateTempSubdirectory("simulator run script ").FullName;
        if (PowerShell.Missing is not null)
        {
            return; // all tests are skipped
        }

        foreach (var (file, name) in new[] { ("small.yaml", "Small"), ("with space.yaml", "Other") })
        {
            File.WriteAllText(Path.Combine(Folder, file), $$"""
                name: {{name}}
                hardware: {tdp: 700 W}
                facility: {pue: 1.1 to 1.4}
                training: [{accelerator_hours: 1M h}]

                """);
        }

        // Names of the cases, and how a user calls the script.
        (string Name, string Call)[] cases =
        [
            ("build", "small.yaml -Samples 1k --no-plots --format json -Quiet"),
            ("parameters", "-NoBuild -Scenario 'with space.yaml' -Samples 2k -Device cpu-scalar -Out 'out put' -NoPlots"),
            ("PowerShell style", "-NoBuild small.yaml -Out 'PowerShell style' -Samples 1e3 -Limit 'p95 energy < 1 MWh' -Seed 7 -Charts histogram,breakdown"),
            ("program style", "-NoBuild --out 'program style' --samples 1e3 --limit 'p95 energy < 1 MWh' --seed 7 --charts histogram,breakdown small.yaml"),
            ("-Limits", "-NoBuild small.yaml -Limits 'p95 energy < 1 MWh'"),
            ("-Percision", "-NoBuild small.yaml -Percision 1%"),
            ("--no-plot", "-NoBuild small.yaml --no-plot"),
            ("-Bogus", "-NoBuild small.yaml -Bogus"),
            ("missing", "-NoBuild missing.yaml -Samples 1k"),
            ("several", "-NoBuild small.yaml 'with space.yaml' --samples 1k --no-plots -Out several --format json"),
            ("default", "-NoBuild -Limit 'p95 carbon_cost < 1 USD'"),
            ("default, options first", "-NoBuild --limit 'p95 carbon_cost < 1 USD'"),
        ];
        var script = string.Join('\n', cases.Select((call, index) => Line(index, $"& $run {call.Call}")).Append(Line(cases.Length, "Get-Help $run | Out-String -Width 200")));
        File.WriteAllText(Path.Combine(Folder, "cases.ps1"), $"$run = '{Path.Combine(Repository.Root, "run.ps1")}'\n{script}\n");
        Start("pwsh", "-NoProfile", "-NonInteractive", "-Command", $"Set-Location '{Folder}'; & ./cases.ps1");
        foreach (var (name, index) in cases.Select(call => call.Name).Append("help").Select((name, index) => (name, index)))
        {
            string Read(string kind) => File.ReadAllText(Path.Combine(Folder, $"{kind}-{index}.txt"));
            _runs[name] = new(int.Parse(Read("exit"), System.Globalization.CultureInfo.InvariantCulture), Read("output"), Read("error"));
        }
    }

    /// <summary>The working directory of all calls; its name has spaces.</summary>
    public string Folder { get; }

    internal ScriptRun this[string name] => _runs[name];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Line(int index, string call) =>
        $"$global:LASTEXITCODE = 0; {call} 1> output-{index}.txt 2> error-{index}.txt; $LASTEXITCODE > exit-{index}.txt";

    // From the root of the repository, where the manifest of the tools is.
    private static void Start(params string[] arguments)
    {
        var (exitCode, output) = PowerShell.Dotnet(arguments);
        Assert.True(exitCode == 0, $"dotnet {arguments[0]}: {output}");
    }
}

/// <summary>What one call of the script gave.</summary>
internal sealed record ScriptRun(int ExitCode, string Output, string Error);
