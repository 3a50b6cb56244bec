using System.Globalization;
using Simulator.Scenarios.Text;

namespace Simulator.Scenarios.Format;

/// <summary>The version of the scenario format that a file states.</summary>
internal static class FormatVersion
{
    /// <summary>Key that states it.</summary>
    public const string Key = "format";

    /// <summary>Whether a file can be read: it states no version, or one that this program knows.</summary>
    /// <param name="file">What the file says, before anything that it extends is merged in.</param>
    /// <param name="findings">Receives the reason if it cannot.</param>
    public static bool Check(ConfigMapping file, Findings findings)
    {
        if (file[Key] is not { } stated)
        {
            return true;
        }

        var text = stated is ConfigScalar { IsEmpty: false } scalar ? scalar.Text.Trim() : "";
        var isWhole = ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version);
        if (isWhole && version is >= 1 and <= ScenarioFormat.Version)
        {
            return true;
        }

        var allowed = FormattableString.Invariant($"{ScenarioFormat.Version}");
        if (isWhole && version > ScenarioFormat.Version)
        {
            findings.Error(
                stated.Position, Key, text, allowed, "the file was written for a newer version of the program; other keys may mean something else there, so none was read");
        }
        else
        {
            findings.Error(stated.Position, Key, stated.IsEmpty ? "nothing" : stated.Kind, allowed, "leave the key out in a file that was written before there was one");
        }

        return false;
    }
}
