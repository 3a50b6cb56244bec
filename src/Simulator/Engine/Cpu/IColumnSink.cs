namespace Simulator.Engine.Cpu;

/// <summary>Receives the finished columns of a block.</summary>
internal unsafe interface IColumnSink
{
    /// <summary>Takes a column.</summary>
    /// <param name="root">Which root.</param>
    /// <param name="values">Its values; the memory is the worker's and is used again.</param>
    /// <param name="count">How many of them count.</param>
    void Take(int root, float* values, int count);

    /// <summary>Sets which replicate the next columns belong to.</summary>
    void Begin(int replicate)
    {
    }

    /// <summary>Signals that a virtual block is complete.</summary>
    void CloseVirtualBlock()
    {
    }
}
