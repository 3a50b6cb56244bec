using System.CommandLine;
using Simulator.Cli.Execution;

namespace Simulator.Cli.Options;

/// <summary>The options of a command that is a gate of a pipeline.</summary>
internal sealed class GateArguments
{
    private readonly Option<bool> _strict = new("--strict") { Description = "Warnings and undecided limits end with exit code 3 as well." };
    private readonly Option<string?> _junit = OutputPlace.File("Also write limits, warnings and errors as test results: JUnit XML.", "--junit");
    private readonly Option<string?> _quality = OutputPlace.File("Also write failing limits, warnings and errors as a code quality report of GitLab.", "--code-quality");

    private readonly Option<string?> _annotations = new("--annotations")
    {
        Description = "Also print failing limits, warnings and errors on the error stream as annotations with file and line, as workflow commands of GitHub Actions.",
        HelpName = "github",
    };

    public GateArguments() => _annotations.Only("github");

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> Options => [_strict, _junit, _annotations, _quality];

    /// <summary>Runs a command and then reports what it found.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="session">Receives the annotations.</param>
    /// <param name="run">The command: adds to the findings and returns its exit code.</param>
    /// <returns>The exit code.</returns>
    public int Run(ParseResult parsed, Session session, Func<GateFindings, int> run)
    {
        var findings = new GateFindings(session, parsed.GetValue(_strict), parsed.GetValue(_junit), parsed.GetValue(_annotations) is not null, parsed.GetValue(_quality));
        return findings.Report(run);
    }
}
