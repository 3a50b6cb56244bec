using System.Diagnostics;

namespace Simulator.Tests.Reporting;

/// <summary>Chromium or Chrome on this machine, without a window.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "chrome.exe"];

    /// <summary>The browser: what <c>CHROMIUM</c> names, or the first that is found in PATH; null if there is none.</summary>
    public static string? Executable { get; } = Find();

    /// <summary>Opens a page and returns what it became, and what the browser had to say.</summary>
    /// <param name="page">The file.</param>
    /// <param name="profile">An empty folder for what browsers keep.</param>
    /// <param name="dark">Whether the user prefers dark pages.</param>
    public static (string Document, string Log) Open(string page, string profile, bool dark)
    {
        string[] arguments =
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run",
            $"--user-data-dir={profile}", $"--blink-settings=preferredColorScheme={(dark ? 0 : 1)}", "--window-size=1800,1000",
            "--enable-logging=stderr", "--virtual-time-budget=10000", "--dump-dom", new Uri(page).AbsoluteUri,
        ];
        using var process = Process.Start(new ProcessStartInfo(Executable!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var log = process.StandardError.ReadToEndAsync();
        var document = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(1)))
        {
            process.Kill(entireProcessTree: true);
        }

        return (document.Result, log.Result);
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named)
        {
            return named;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}

/// <summary>A test that needs a browser; where there is none it is reported as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (Chromium.Executable is null)
        {
            Skip = "There is no Chromium in PATH, and CHROMIUM names none; on Debian: apt-get install chromium. "
                + "What can be said of a report without a browser is tested by HtmlReportTests.";
        }
    }
}
