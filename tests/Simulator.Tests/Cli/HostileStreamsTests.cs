using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Simulator.Cli.Console;
using Simulator.Reporting.Csv;
using Simulator.Reporting.Tables;
using Simulator.Presentation;

namespace Simulator.Tests.Cli;

/// <summary>Streams that are closed or full, and text that would control a terminal or a spreadsheet.</summary>
public sealed class HostileStreamsTests : IDisposable
{
    // Escape sequences, a hyperlink, a title, a bell, a C1 control, a turn of direction.
    private const string Name = "Red \\e[31mALERT\\e[0m \\e]8;;http://evil\\e\\\\link\\e]8;;\\e\\\\ \\u202Eabc \\u0007 \\e]0;title\\a \\x9b31m";

    private readonly string _folder = Directory.CreateTempSubdirectory("simulator-hostile-").FullName;

    public HostileStreamsTests()
    {
        Write("good.yaml", "name: Good\nhardware: {tdp: 1 kW}\nfacility: {pue: 1.1 to 1.3}\ntraining: [{accelerator_hours: 1 h}]\n");
        Write("escape.yaml", $"name: \"{Name}\"\nhardware: {{tdp: 1 kW}}\nfacility: {{pue: {{value: 1.1 to 1.3, source: \"{Name}\"}}}}\ntraining: [{{phase: \"ph\\e[5mblink\", accelerator_hours: 1 h}}]\n");
        Write("other.yaml", $"name: \"other {Name}\"\nhardware: {{tdp: 1 kW}}\nfacility: {{pue: 1.1 to 1.3}}\ntraining: [{{phase: \"ph\\e[5mblink\", accelerator_hours: 1 h}}]\n");
        Write("wrong.yaml", "name: \"a\\e[31mb\"\nhardware: {\"td\\e[31mp\": 1 kW}\ntraining: [{accelerator_hours: \"1 \\e[31mh\"}]\n");
        Write("formula.yaml", "name: \"=cmd|'/C calc'!A0\"\nhardware: {tdp: 1 kW}\nfacility: {pue: 1.1 to 1.3}\ngrid: {electricity_price: 50 USD/MWh}\ntraining: [{phase: \"@SUM(1)\", accelerator_hours: 1 h}]\n");
        Write("plus.yaml", "name: \"+1+2\"\nhardware: {tdp: 1 kW}\nfacility: {pue: 1.1 to 1.2}\ntraining: [{accelerator_hours: 1 h}]\n");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("run good.yaml --format json --samples 1024 --no-plots --out o", "2>&-", 0)]
    [InlineData("run good.yaml --format json --samples 1024 --no-plots --out o", "2>/dev/full", 0)]
    [InlineData("run good.yaml --format json --samples 1024 --no-plots --out o --limit 'p95 energy < 1 kWh'", "2>/dev/full", 3)]
    [InlineData("sweep good.yaml --vary facility.pue=1.1 --samples 1024 --format json --no-plots --out o", "2>&-", 0)]
    [InlineData("list sources --format json", "2>&-", 0)]
    public async Task Messages_may_be_lost_but_not_the_document(string command, string redirection, int exitCode)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // no such redirections
        }

        var (code, output, _) = await Shell($"{command} {redirection}");
        Assert.Equal(exitCode, code);
        using var document = JsonDocument.Parse(output);
    }

    [Theory]
    [InlineData("run nowhere.yaml", "2>&-", 2)]
    [InlineData("run --nonsense", "2>/dev/full", 2)]
    [InlineData("run wrong.yaml", "2>&-", 2)]
    [InlineData("run good.yaml --no-plots --out o", ">/dev/full", 1)]
    [InlineData("run good.yaml --no-plots --out o", ">&-", 1)]
    [InlineData("run nowhere.yaml", ">/dev/full 2>/dev/full", 2)]
    public async Task A_stream_that_takes_nothing_does_not_change_the_exit_code(string command, string redirection, int exitCode)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var (code, _, error) = await Shell($"{command} {redirection}");
        Assert.Equal(exitCode, code);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", error, StringComparison.Ordinal);
    }

    // A file is replaced by a rename, which root may do to devices too.
    [Theory]
    [InlineData("run good.yaml --no-plots --out o --samples 1024 --junit fifo", "--junit: found 'fifo', which is not a plain file")]
    [InlineData("run good.yaml --no-plots --out o --samples 1024 --code-quality /dev/stdout", "--code-quality: found '/dev/stdout', which is not a plain file")]
    [InlineData("run good.yaml --no-plots --out o --samples 1024 --save-samples fifo.csv", "--save-samples: found 'fifo.csv', which is not a plain file")]
    [InlineData("check good.yaml --junit /dev/stderr", "--junit: found '/dev/stderr', which is not a plain file")]
    [InlineData("export good.yaml --as sci --out fifo --force", "--out: found 'fifo', which is not a plain file")]
    [InlineData("run good.yaml --no-plots --out o --samples 1024 --junit empty.xml", null)]
    public async Task What_is_no_plain_file_is_not_replaced(string command, string? message)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Write("empty.xml", "");
        var (code, _, error) = await Shell(command, before: "mkfifo fifo fifo.csv; ");
        Assert.Equal(message is null ? 0 : 2, code);
        Assert.Contains(message ?? "Written", error, StringComparison.Ordinal);
        Assert.Equal((0, "", ""), await Shell("--version > /dev/null; test -p fifo -a -p fifo.csv -a -L /dev/stdout"));
    }

    // With less than some 10 MB, the runtime does not start.
    [Theory]
    [InlineData("run good.yaml --no-plots --out o -q --samples 200k --save-samples big.csv")]
    [InlineData("run good.yaml --no-plots --out o -q --samples 200k --save-samples o/big.csv --format json")]
    public async Task A_limit_on_the_size_of_files_ends_in_a_sentence_and_leaves_nothing(string command)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var (code, _, error) = await Shell(command, before: "ulimit -f 20000; ");
        Assert.Equal(1, code);
        Assert.Contains("ulimit -f", error, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories), file => file.Contains("big.csv", StringComparison.Ordinal));
    }

    // An assembly that cannot be opened must not be needed to say so.
    [Theory]
    [InlineData(32)]
    [InlineData(34)]
    [InlineData(36)]
    [InlineData(40)]
    [InlineData(56)]
    public async Task Few_open_files_end_in_a_sentence(int most)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var (code, _, error) = await Shell("run good.yaml --no-plots --out o", before: $"ulimit -n {most}; ");
        Assert.Equal(1, code);
        Assert.Contains("ulimit -n", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    // The runtime puts its own pipe of signals where a standard stream is closed: to read it waits for ever.
    [Theory]
    [InlineData("run - --out o", "<&-", 2, "Standard input")]
    [InlineData("check - good.yaml", "<&- 2>&1", 2, "Standard input")]
    [InlineData("run /dev/stdin --out o", "<&-", 2, "no file|not a plain file")]
    [InlineData("check /dev/fd/0", "<&-", 2, "no file|not a plain file")]
    [InlineData("solve - --output energy --equals '1 GWh' --for facility.pue", "<&-", 2, "Standard input")]
    [InlineData("fit -", "<&-", 2, "Standard input")]
    [InlineData("import nvidia-smi -", "<&-", 2, "Standard input")]
    [InlineData("run good.yaml --samples 1024 --no-plots --out o", "<&-", 0, "Written")]
    [InlineData("run good.yaml --samples 1024 --no-plots --out o", "<&- 2>&-", 0, "Energy")]
    [InlineData("run good.yaml --samples 1024 --no-plots --out o", "<&- >&-", 1, "standard output")]
    [InlineData("run good.yaml --samples 1024 --no-plots --out o", "<&- >&- 2>&-", 1, null)]
    [InlineData("list sources", ">&- 2>&-", 1, null)]
    [InlineData("run nowhere.yaml", "<&- >&- 2>&-", 2, null)]
    public async Task Closed_streams_are_not_taken_for_the_pipes_of_the_runtime(string command, string redirection, int exitCode, string? message)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var (code, output, error) = await Shell($"{command} {redirection}", before: "timeout -s KILL 20 ");
        Assert.Equal(exitCode, code);
        Assert.Matches(message ?? "^$", error.Length > 0 ? error : output);
    }

    [Theory]
    [InlineData("run fifo --out o")]
    [InlineData("check fifo")]
    [InlineData("check /dev/zero")]
    [InlineData("check /dev/tty0")]
    [InlineData("check extends-fifo.yaml")]
    [InlineData("check data-fifo.yaml")]
    [InlineData("check series-fifo.yaml")]
    [InlineData("check data-zero.yaml --allow-outside")]
    [InlineData("fit fifo")]
    [InlineData("fit /dev/zero")]
    [InlineData("import nvidia-smi fifo")]
    [InlineData("import nvidia-smi /dev/zero")]
    [InlineData("merge fifo")]
    [InlineData("merge /dev/zero")]
    [InlineData("run - --out o < /dev/zero")]
    [InlineData("import nvidia-smi - < /dev/zero")]
    public async Task What_may_never_end_is_refused_at_once(string command)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Write("extends-fifo.yaml", "extends: fifo\nname: x\n");
        Write("data-fifo.yaml", "name: x\nhardware: {tdp: 'empirical(fifo) W'}\ntraining: [{accelerator_hours: 1 h}]\n");
        Write("data-zero.yaml", "name: x\nhardware: {tdp: 'empirical(/dev/zero) W'}\ntraining: [{accelerator_hours: 1 h}]\n");
        Write("series-fifo.yaml", "name: x\nhardware: {tdp: 1 W}\ngrid: {carbon_intensity: 'series(fifo)'}\ntraining: [{accelerator_hours: 1 h}]\n");
        var (code, _, error) = await Shell(command, before: "mkfifo fifo; ulimit -t 20; ");
        Assert.Equal(2, code);
        Assert.NotEmpty(error);
    }

    [Theory]
    [InlineData("list locations")]
    [InlineData("schema")]
    [InlineData("run good.yaml --no-plots --out o -q")]
    public async Task A_reader_that_leaves_early_is_no_failure(string command)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var (_, output, error) = await Shell($"{command} | head -1");
        Assert.NotEmpty(output);
        Assert.Empty(error);
    }

    [Theory]
    [InlineData("run escape.yaml --no-plots --out o --samples 1024")]
    [InlineData("run escape.yaml --no-plots --out o --samples 1024 --format json")]
    [InlineData("run escape.yaml --no-plots --out o --samples 1024 --format csv")]
    [InlineData("run escape.yaml other.yaml --no-plots --out o --samples 1024 --format csv")]
    [InlineData("run escape.yaml --no-plots --out o --samples 1024 --format markdown")]
    [InlineData("check escape.yaml")]
    [InlineData("check wrong.yaml")]
    [InlineData("compare escape.yaml other.yaml --no-plots --out o --samples 1024")]
    [InlineData("sweep escape.yaml --vary facility.pue=1.1,1.2 --no-plots --out o --samples 1024")]
    [InlineData("sensitivity escape.yaml --no-plots --out o --samples 1024")]
    [InlineData("replay escape.yaml --sample 1")]
    [InlineData("run escape.yaml --no-plots --out o --samples 1024 --limit 'p95 energy < 1 Wh' --annotations github")]
    [InlineData("check wrong.yaml --annotations github")]
    [InlineData("compare escape.yaml other.yaml --no-plots --out o --samples 1024 --limit 'mean B-A energy > 1 TWh' --annotations github")]
    [InlineData("run $'no\\e[31m.yaml'")]
    [InlineData("run good.yaml $'--\\e[31mx'")]
    [InlineData("run good.yaml --limit $'p95 \\e[31m < 1'")]
    public async Task What_would_steer_a_terminal_is_shown_on_both_streams(string command)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var (_, output, error) = await Shell(command);
        Assert.All((output + error).Split('\n'), line => Assert.True(Printable.IsPrintable(line), line));
    }

    // Cells are wrapped at spaces, so that any word can begin a line; no service has to be named in the environment.
    [Theory]
    [InlineData("run obeyed.yaml --no-plots --out o --samples 1024")]
    [InlineData("run obeyed.yaml --no-plots --out o --samples 1024 --format json")]
    [InlineData("run obeyed.yaml --no-plots --out o --samples 1024 --format csv")]
    [InlineData("run obeyed.yaml --no-plots --out o --samples 1024 --format markdown")]
    [InlineData("check obeyed.yaml")]
    [InlineData("compare obeyed.yaml good.yaml --no-plots --out o --samples 1024")]
    [InlineData("sweep obeyed.yaml --vary facility.pue=1.1,1.2 --no-plots --out o --samples 1024")]
    [InlineData("sensitivity obeyed.yaml --no-plots --out o --samples 1024")]
    [InlineData("validate obeyed.yaml")]
    [InlineData("run '::stop-commands::x'")]
    [InlineData("run good.yaml --limit $'\n::error::x'")]
    [InlineData("export obeyed.yaml --samples 1024 --as ai-act")]
    [InlineData("export obeyed.yaml --samples 1024 --as boamps")]
    [InlineData("export obeyed.yaml --samples 1024 --as ghg")]
    [InlineData("export obeyed.yaml --samples 1024 --as huggingface")]
    [InlineData("export obeyed.yaml --samples 1024 --as latex")]
    [InlineData("export obeyed.yaml --samples 1024 --as sci")]
    [InlineData("run obeyed.yaml --no-plots --out o --samples 1024 --limit 'p95 energy < 1 Wh' --annotations github")]
    public async Task What_the_service_of_a_pipeline_would_obey_is_shown_on_both_streams(string command)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var obeyed = string.Concat(Enumerable.Repeat("::set-output ##vso[task.setvariable]x ##[group]y ##teamcity[buildStop] ", 12));
        Write("obeyed.yaml", $"name: \"{obeyed}\"\ndescription: \"{obeyed}\"\nhardware: {{tdp: 1 kW}}\nfacility: {{pue: {{value: 1.1 to 1.3, source: \"{obeyed}\"}}}}\ntraining: [{{phase: \"{obeyed}\", accelerator_hours: 1 h}}, {{phase: \"::b\", accelerator_hours: 1 h}}]\npublished: [{{output: energy, value: 1 MWh, tier: arithmetic, source: \"{obeyed}\"}}]\n");
        foreach (var width in new[] { 40, 100 })
        {
            var (_, output, error) = await Shell(command, before: $"unset GITHUB_ACTIONS; export COLUMNS={width}; ");
            Assert.NotEmpty(output + error);
            Assert.All((output + error).Split('\n', '\r'), line => Assert.False(Regex.Replace(line, "^::error file=", "").TrimStart().StartsWith("::", StringComparison.Ordinal) || Regex.IsMatch(line, @"##[A-Za-z]*\["), line));
        }
    }

    [Fact]
    public void The_programs_own_styles_pass_and_others_do_not()
    {
        var inner = new StringWriter();
        using var writer = new ConsoleWriter(inner, TerminalStyle.Sequences, isRequired: true);
        var table = new ReportTable("ti\e[1mtle", [new ReportColumn("a")], [["ce\e[1mll"]], ["no\e[0mte\r\nmore"]);
        TextTable.Write(table, writer, 80, styled: true);
        writer.Write('\e');
        writer.Write("[31m");
        Assert.Equal("\e[1mti␛[1mtle\e[0m\na\n────────\nce␛[1mll\n\nno␛[0mte\nmore\n␛[31m", inner.ToString().ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("run formula.yaml plus.yaml --no-plots --out o --samples 1024 --format csv", "scenario", "'=cmd|'/C calc'!A0")]
    [InlineData("run formula.yaml plus.yaml --no-plots --out o --samples 1024 --format csv", "'=cmd|'/C calc'!A0", "'+1+2")]
    [InlineData("compare formula.yaml plus.yaml --no-plots --out o --samples 1024 --format csv", "a", "'=cmd|'/C calc'!A0,'+1+2")]
    [InlineData("sensitivity formula.yaml plus.yaml --no-plots --out o --samples 1024 --format csv", "scenario", "'=cmd|'/C calc'!A0")]
    public async Task Cells_that_would_be_formulas_are_text(string command, string before, string expected)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var (code, output, _) = await Shell(command);
        Assert.Equal(0, code);
        Assert.Contains(before, output, StringComparison.Ordinal);
        Assert.Contains("\n" + expected, output, StringComparison.Ordinal);
        Assert.DoesNotContain(output.Split('\n').SelectMany(line => line.Split(',')), cell => cell.Length > 0 && cell[0] is '=' or '+' or '@');
    }

    [Theory]
    [InlineData("# heading", "\\# heading")]
    [InlineData("> quotation", "\\> quotation")]
    [InlineData("- item", "\\- item")]
    [InlineData("+ item", "\\+ item")]
    [InlineData("---", "\\---")]
    [InlineData("1. item", "1\\. item")]
    [InlineData("12) item", "12\\) item")]
    [InlineData("    code", "code")]
    [InlineData("&lt;b&gt;", "\\&lt;b\\&gt;")]
    [InlineData("$x$", "\\$x\\$")]
    [InlineData("2048 h", "2048 h")]
    [InlineData("1.5 MWh", "1.5 MWh")]
    public void Markdown_shows_text_as_it_is(string text, string expected) => Assert.Equal(expected, MarkdownTable.Escape(text));

    [Theory]
    [InlineData("-1.5", "-1.5")]
    [InlineData("-1.5e-7", "-1.5e-7")]
    [InlineData("+3", "+3")]
    [InlineData("-5 USD/MWh", "'-5 USD/MWh")]
    [InlineData("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("=1", "'=1")]
    [InlineData("a=1", "a=1")]
    public void Numbers_stay_numbers(string cell, string expected)
    {
        var writer = new StringWriter();
        CsvTable.Write(new ReportTable("", [new ReportColumn("x")], [[cell]]), writer);
        Assert.Equal(expected, writer.ToString().Split('\n')[1].TrimEnd('\r'));
    }

    private async Task<(int ExitCode, string Output, string Error)> Shell(string command, string before = "")
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Simulator.Cli");
        var start = new ProcessStartInfo("bash", ["-c", $"{before}'{program}' {command}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
