using Simulator.Runs;
using Simulator.Tests.Cli;

namespace Simulator.Tests.Reporting.Forms;

/// <summary>Exports scenarios by the command line, with real samples.</summary>
internal sealed class FormRun : IDisposable
{
    /// <summary>A small fine-tune on rented hardware, most of it not known.</summary>
    public const string FineTune = """
        name: Small fine-tune
        hardware:
          accelerator: h100-sxm
          rental: 2.5 to 3.5 USD/h
          overhead: 1.3 to 1.6
        facility:
          pue: 1 + (0.1 to 0.3)
        grid:
          location: france
        training:
          - phase: fine-tuning
            accelerators: 8
            duration: 6 to 9 h
            utilization: 60% to 90%
        """;

    /// <summary>A text with everything that some format takes for a command.</summary>
    public const string Hostile = "a\\input{/etc/passwd} % $x_1^2$ & #1 ~ \"q\" 'r' {{ | `b` <i> [l](u) @x @misc{y, \\end{filecontents*} --- : - é 数 \ud83d\ude00 \u0007\n\n\\newpage # h";

    private readonly CommandLineRun _run = new() { Simulate = SimulationRunner.Run };

    public static string Llama => Path.Combine(Repository.Root, "scenarios", "llama-3.1-405b.yaml");

    public string Folder => _run.Folder;

    public string Output => _run.Output.ToString();

    public string Error => _run.Error.ToString();

    public string File(string text) => _run.WriteFile("form.yaml", text);

    public int Run(params string[] arguments)
    {
        _run.Output.GetStringBuilder().Clear();
        _run.Error.GetStringBuilder().Clear();
        return _run.Run(["export", .. arguments]);
    }

    /// <summary>What an export prints.</summary>
    public string Print(string file, string form, params string[] arguments)
    {
        var code = Run([file, "--as", form, "-n", "4096", .. arguments]);
        Assert.True(code == 0, Error);
        return Output;
    }

    public void Dispose() => _run.Dispose();
}
