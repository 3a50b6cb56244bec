using System.Text;
using Simulator.Cli.Console;
using Simulator.Cli.Output;
using Simulator.Engine;
#if !NATIVE
using Simulator.Ilgpu;
#endif
using Simulator.Results;
using Simulator.Runs;
using Simulator.Scenarios;
using Simulator.Scenarios.Text;
using Simulator.Studies.Sensitivity;

namespace Simulator.Cli.Execution;

/// <summary>Runs a scenario; the type of <see cref="SimulationRunner"/>.</summary>
internal delegate SimulationResult Simulation(
    Scenario scenario, RunOptions options, IProgress<RunProgress>? progress, CancellationToken cancellation);

/// <summary>Analyses a scenario; the type of <see cref="SensitivityAnalysis"/>.</summary>
internal delegate SensitivityResult SensitivityStudy(
    Scenario scenario, RunOptions options, IProgress<RunProgress>? progress, CancellationToken cancellation);

/// <summary>What a command talks to: streams, what kind of terminal they are, and the user's wish to stop.</summary>
internal sealed record Session(TextWriter Output, TextWriter Error)
{
    /// <summary>How to get the engines for graphics devices, where there are none.</summary>
    public const string WithoutEngines =
        "The native program computes on the CPU only; for graphics devices, use the .NET tool or 'dotnet run --project src/Simulator.Cli -c Release'.";

    private const int NarrowestTerminal = 40;

    private readonly System.Runtime.CompilerServices.StrongBox<bool> _hasCutCharts = new();
    private readonly System.Runtime.CompilerServices.StrongBox<SourceFiles> _files = new(SourceFiles.OnDisk);
    private bool _isQuiet;
    private string? _announced;

    /// <summary>Standard input; null where it is closed.</summary>
    public TextReader? Input { get; init; } = TextReader.Null;

    /// <summary>Reads standard input to its end.</summary>
    /// <param name="most">Most characters that are read.</param>
    /// <exception cref="ExplainedException">It is closed, or there are more: whoever writes them may never end.</exception>
    public string ReadInput(int most)
    {
        if (Input is null)
        {
            throw new ExplainedException("Standard input: found it closed; allowed: a file or a pipe, e.g. '- < my.yaml'.", ExitCode.Wrong);
        }

        var (text, chunk) = (new StringBuilder(), new char[1 << 14]);
        for (int count; (count = Input.Read(chunk, 0, chunk.Length)) > 0;)
        {
            text.Append(chunk, 0, count);
            if (text.Length > most)
            {
                throw new ExplainedException(FormattableString.Invariant($"Standard input: found more than {most >> 20} MB; allowed: at most that."), ExitCode.Wrong);
            }
        }

        return text.ToString();
    }

    /// <summary>The files that scenarios are read from.</summary>
    public SourceFiles Files => _files.Value!;

    /// <summary>Lets scenarios name files outside their own folder.</summary>
    public void AllowOutsideFiles() => _files.Value = SourceFiles.Anywhere;

    /// <summary>The command line as typed, as a shell would read it again.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>Columns of the terminal that the output goes to; null for a file or a pipe.</summary>
    public int? Width { get; init; }

    /// <summary>Whether the output supports escape sequences and the user has not switched them off.</summary>
    public bool Styled { get; init; }

    /// <summary>Whether a progress bar can be drawn on the error stream.</summary>
    public bool CanDrawProgress { get; init; }

    /// <summary>Whether unexpected failures are printed with their stack trace.</summary>
    public bool Debug { get; init; }

    public CancellationToken Cancellation { get; init; }

    /// <summary>Called once a command can stop in an orderly way by itself; before that, an interruption ends the process at once.</summary>
    public Action BeginWork { get; init; } = static () => { };

    /// <summary>The engines for graphics devices; null to have none.</summary>
    public IGraphicsEngines? Graphics { get; init; }

    public Simulation Simulate { get; init; } = SimulationRunner.Run;

    public SensitivityStudy Analyse { get; init; } = SensitivityAnalysis.Run;

    /// <summary>Whether the user has stopped the drawing of charts.</summary>
    public bool HasCutCharts => _hasCutCharts.Value;

    /// <summary>The token that stops the drawing, taken when there is a result: if the sampling was stopped, the charts of its samples are still drawn.</summary>
    public CancellationToken ForCharts() => Cancellation.IsCancellationRequested ? CancellationToken.None : Cancellation;

    /// <summary>Notes and says it if the drawing was stopped.</summary>
    /// <param name="cancellation">What the charts were drawn with.</param>
    public void NoteCharts(CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            _hasCutCharts.Value = true;
            Error.WriteLine("Interrupted while drawing charts: those not begun are left out; the figures and the other charts are complete.");
        }
    }

    /// <summary>Does the work and shows its progress on a terminal.</summary>
    /// <param name="name">What is worked on.</param>
    /// <param name="quiet">Whether nothing is to be printed.</param>
    /// <param name="work">The work; its progress receiver may be null.</param>
    public T Watch<T>(string name, bool quiet, Func<IProgress<RunProgress>?, T> work)
    {
        BeginWork();
        _isQuiet = quiet;
        return quiet || !CanDrawProgress ? work(null) : ProgressDisplay.Watch(name, Error, work);
    }

    /// <summary>Prints a command for the service that runs the pipeline.</summary>
    /// <param name="command">The command, whose texts may hold what another service would obey.</param>
    public void Annotate(string command)
    {
        if (Error is ConsoleWriter console)
        {
            console.WriteCommand(command);
        }
        else
        {
            Error.WriteLine(command);
        }
    }

    /// <summary>Prints a message at once, before a long wait. The points of a sweep have the same message, which is printed once.</summary>
    public void Announce(string text)
    {
        if (!_isQuiet && text != _announced)
        {
            _announced = text;
            Error.WriteLine(text);
        }
    }

    /// <summary>Writes all results and says what happened to other files in the folder; returns the folder.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="summary">Name of the file that stands for the whole.</param>
    /// <param name="write">Writes the files into the folder that it is given.</param>
    /// <exception cref="ExplainedException">They could not be written.</exception>
    public string Keep(ResultFolder folder, string summary, Action<string> write)
    {
        BeginWork();
        try
        {
            var written = folder.Write(summary, write);
            foreach (var remark in written.Remarks)
            {
                Error.WriteLine(remark);
            }

            return written.Folder;
        }
        catch (Exception exception) when (Failures.IsOfFiles(exception))
        {
            throw new ExplainedException($"Results could not be written to '{folder.Wanted}': {exception.Message}", ExitCode.Failed);
        }
    }

    /// <summary>Says which files were written.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="names">Names of the files beside the charts.</param>
    /// <param name="charts">Number of files of charts.</param>
    public void AnnounceFiles(string folder, IEnumerable<string> names, int charts)
    {
        var beside = charts switch { 0 => "", 1 => " and 1 chart", _ => $" and {charts} charts" };
        Error.WriteLine($"Written: {string.Join(", ", names.Select(name => Path.Combine(folder, name)))}{beside}");
    }

    /// <summary>The session of this process.</summary>
    public static Session OfConsole(Interruption interruption)
    {
        if (OperatingSystem.IsWindows())
        {
            System.Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        }

        var dumb = string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal);
        var colourful = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var styled = !System.Console.IsOutputRedirected && !dumb && colourful;
        return new Session(
            new ConsoleWriter(Descriptor.IsInherited(Descriptor.Output) ? System.Console.Out : new ClosedWriter(), styled ? Reporting.Tables.TerminalStyle.Sequences : [], isRequired: true),
            new ConsoleWriter(Failures.IsErrorClosed ? new ClosedWriter() : System.Console.Error, [], isRequired: false))
        {
            Input = Descriptor.IsInherited(Descriptor.Input) ? new StreamReader(System.Console.OpenStandardInput()) : null, // UTF-8, whatever the code page of the console
            Width = System.Console.IsOutputRedirected || System.Console.WindowWidth <= 0 ? null : Math.Max(NarrowestTerminal, System.Console.WindowWidth),
            Styled = styled,
            CanDrawProgress = !System.Console.IsErrorRedirected && !dumb,
            Debug = string.Equals(Environment.GetEnvironmentVariable("SIMULATOR_DEBUG"), "1", StringComparison.Ordinal),
            Cancellation = interruption.Token,
            BeginWork = interruption.BeginWork,
#if !NATIVE
            Graphics = new GraphicsEngines(),
#endif
        };
    }
}
