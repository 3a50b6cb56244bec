using System.Text;
using Simulator.Measurements;
using Simulator.Scenarios.Text;

namespace Simulator.Tests.Measurements;

/// <summary>Small logs that tests write.</summary>
internal static class Logs
{
    public static LogFile File(string text, string name = "log.csv") => LogFile.Of(name, Encoding.UTF8.GetBytes(text));

    public static Measurement Read(string format, string text, ImportOptions? options = null) => LogFormats.Read(format, [File(text)], options ?? new ImportOptions());

    public static Measurement Read(string format, ImportOptions options, params string[] texts) =>
        LogFormats.Read(format, [.. texts.Select((text, index) => File(text, $"log{index + 1}.csv"))], options);

    /// <summary>The one mistake that is found.</summary>
    public static Diagnostic Mistake(string format, string text, ImportOptions? options = null) => Mistake(() => Read(format, text, options));

    public static Diagnostic Mistake(Func<object> read) => Assert.Single(Assert.Throws<ScenarioException>(read).Errors);

    /// <summary>A log of nvidia-smi: header, then rows 10 s apart; each card has a power that may change with time.</summary>
    public static string NvidiaSmi(int rows, Func<int, string> power, int cards = 1, string start = "2026-03-02T10:00:00", string header = "timestamp, index, power.draw [W]", Func<int, string>? name = null)
    {
        var text = new StringBuilder(header).Append('\n');
        for (var row = 0; row < rows; row++)
        {
            for (var card = 0; card < cards; card++)
            {
                var time = DateTime.Parse(start, System.Globalization.CultureInfo.InvariantCulture).AddSeconds(10 * row).AddMilliseconds(3 * card);
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{time:yyyy/MM/dd HH:mm:ss.fff}, {name?.Invoke(card) ?? $"{card}"}, {power(row)}\n");
            }
        }

        return text.ToString();
    }
}
