using System.CommandLine;
using System.CommandLine.Invocation;
using Simulator.Cli.Console;
using Simulator.Cli.Execution;
using Simulator.Runs;

namespace Simulator.Cli;

/// <summary><c>--version</c>: what a report of a fault has to name.</summary>
internal sealed class PrintVersion(Session session) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool Terminating => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        session.Output.WriteLine($"{CommandTree.Name} {ProgramBuild.Description}");
        return ExitCode.Fine;
    }
}
