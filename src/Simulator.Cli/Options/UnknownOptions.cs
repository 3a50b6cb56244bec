using System.CommandLine.Parsing;
using Simulator.Catalog;

namespace Simulator.Cli.Options;

/// <summary>Refuses a misspelt option, which a command that takes files would take for a file.</summary>
internal static class UnknownOptions
{
    /// <summary>A validator of commands.</summary>
    public static void Refuse(CommandResult result)
    {
        var files = result.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value);
        foreach (var unknown in files.Where(file => file.Length > 1 && file[0] == '-' && !Path.Exists(file)).Distinct(StringComparer.Ordinal))
        {
            var near = Spelling.Nearest(unknown.Split('=', ':')[0], result.Command.Options.SelectMany(option => option.Aliases.Prepend(option.Name)));
            result.AddError($"There is no option '{unknown}'.{(near is null ? "" : $" Did you mean '{near}'?")}");
        }
    }
}
