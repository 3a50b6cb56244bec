using Simulator.Cli.Console;
using Simulator.Reporting.Documents;
using Simulator.Reporting.Gates;
using Simulator.Scenarios.Text;

namespace Simulator.Cli.Execution;

/// <summary>Collects what a command finds and reports it to a pipeline.</summary>
/// <param name="session">Receives the annotations.</param>
/// <param name="isStrict">Whether warnings and undecided limits stop the pipeline.</param>
/// <param name="junit">File for test results; null for none.</param>
/// <param name="annotates">Whether findings are printed as annotations.</param>
/// <param name="quality">File for a code quality report; null for none.</param>
internal sealed class GateFindings(Session session, bool isStrict, string? junit, bool annotates, string? quality)
{
    private readonly List<GateCase> _cases = [];

    /// <summary>Notes findings; their texts come from scenarios.</summary>
    public void Add(IEnumerable<GateCase> cases) => _cases.AddRange(cases.Select(one => one.Shown));

    /// <summary>Runs a command, reports what it found, and returns the exit code.</summary>
    /// <param name="run">The command.</param>
    public int Report(Func<GateFindings, int> run)
    {
        try
        {
            var exitCode = run(this);
            Write();
            return exitCode == ExitCode.Fine && isStrict && _cases.Any(one => one.Stops(isStrict: true)) ? NotAsStated() : exitCode;
        }
        catch (ScenarioException exception)
        {
            Add(exception.Errors.Select(error => GateCases.Of(error)));
            Write();
            throw;
        }
        catch (ExplainedException exception) when (exception.ExitCode == ExitCode.Wrong)
        {
            Add([new("simulator", "command line", GateStatus.Error, exception.Message, default)]);
            Write();
            throw;
        }
    }

    private int NotAsStated()
    {
        session.Error.WriteLine($"--strict: {Counted(GateStatus.Warning, "warning")}, {Counted(GateStatus.Undecided, "undecided limit")}.");
        foreach (var one in _cases.Where(one => one.Stops(isStrict: true)))
        {
            session.Error.WriteLine($"  {one.Suite}: {one.Name}: {one.Message}");
        }

        return ExitCode.NotAsStated;

        string Counted(GateStatus status, string word) =>
            _cases.Count(one => one.Status == status) is var count && count == 1 ? $"1 {word}" : FormattableString.Invariant($"{count} {word}s");
    }

    private void Write()
    {
        if (junit is not null)
        {
            AtomicFile.Write(junit, stream => JUnitReport.Write(_cases, isStrict, stream));
        }

        if (quality is not null)
        {
            AtomicFile.Write(quality, stream => CodeQualityReport.Write(_cases, isStrict, stream));
        }

        foreach (var command in annotates ? _cases.SelectMany(one => one.AtPlaces).Select(one => WorkflowCommand.Of(one, isStrict)).OfType<string>() : [])
        {
            session.Annotate(command);
        }
    }
}
