using System.Text;

namespace Simulator.Cli.Console;

/// <summary>A stream that whoever started the program has closed.</summary>
internal sealed class ClosedWriter : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => throw new ObjectDisposedException(nameof(ClosedWriter));
}
