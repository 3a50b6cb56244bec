using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>One value for each IT component beside the accelerators.</summary>
/// <typeparam name="T">Lane.</typeparam>
/// <remarks>Fields, not an array, so that it can live in the registers of a GPU thread.</remarks>
internal struct ComponentVector<T>
    where T : struct, IArithmeticLane<T>
{
    /// <summary>Host processors.</summary>
    public T Cpu;

    /// <summary>Main memory.</summary>
    public T Memory;

    /// <summary>Network.</summary>
    public T Network;

    /// <summary>Storage.</summary>
    public T Storage;

    /// <summary>Monitoring.</summary>
    public T Monitoring;

    /// <summary>Backup and redundancy.</summary>
    public T Backup;

    /// <summary>Names of the components in the order of the indexer.</summary>
    public static readonly string[] Names = ["cpu", "memory", "network", "storage", "monitoring", "backup"];

    /// <summary>Sum over all components.</summary>
    public readonly T Sum() => Cpu + Memory + Network + Storage + Monitoring + Backup;

    /// <summary>The value of the component with an index into <see cref="Names"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such component.</exception>
    public T this[int component]
    {
        readonly get => component switch
        {
            0 => Cpu,
            1 => Memory,
            2 => Network,
            3 => Storage,
            4 => Monitoring,
            5 => Backup,
            _ => throw new ArgumentOutOfRangeException(nameof(component)),
        };
        set
        {
            switch (component)
            {
                case 0: Cpu = value; break;
                case 1: Memory = value; break;
                case 2: Network = value; break;
                case 3: Storage = value; break;
                case 4: Monitoring = value; break;
                case 5: Backup = value; break;
                default: throw new ArgumentOutOfRangeException(nameof(component));
            }
        }
    }
}
