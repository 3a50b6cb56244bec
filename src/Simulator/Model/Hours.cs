using Simulator.Sampling.Lanes;

namespace Simulator.Model;

/// <summary>From what is known about a phase to accelerator-hours (Eq. M1, M2).</summary>
public static class Hours
{
    private const double SecondsPerHour = 3600;
    private const double FlopPerParameterAndToken = 6;

    /// <summary>Accelerator-hours of one run from accelerators and wall-clock time. [h]</summary>
    /// <param name="accelerators">Accelerators that work in parallel. [-]</param>
    /// <param name="duration">Wall-clock time of one run. [h]</param>
    /// <remarks>Eq. M1: H = N · T.</remarks>
    public static T FromDuration<T>(T accelerators, T duration)
        where T : struct, IArithmeticLane<T> => accelerators * duration;

    /// <summary>Accelerator-hours of one run from its arithmetic. [h]</summary>
    /// <param name="compute">Arithmetic of one run. [FLOP]</param>
    /// <param name="peak">Dense peak rate of one accelerator. [FLOP/s]</param>
    /// <param name="mfu">Model FLOP utilization against that peak. [-]</param>
    /// <param name="goodput">Share of hours that are productive. [-]</param>
    /// <remarks>
    /// Eq. M1: H = C / (F · MFU · g) / 3600. MFU is defined by Chowdhery et al. 2022 (PaLM), appendix B; the peak has to
    /// be the dense one of the same number format, since a peak with sparsity halves the hours without a trace.
    /// </remarks>
    public static T FromCompute<T>(T compute, T peak, T mfu, T goodput)
        where T : struct, IArithmeticLane<T> => compute / (peak * mfu * goodput) * T.Constant(1 / SecondsPerHour);

    /// <summary>Arithmetic of training a dense transformer, or a sparse one by its active parameters. [FLOP]</summary>
    /// <param name="parameters">Active parameters. [-]</param>
    /// <param name="tokens">Tokens trained on. [-]</param>
    /// <remarks>Eq. M1: C = 6 · N · D. Source: Kaplan et al. 2020, section 2.1 (forward 2ND, backward 4ND).</remarks>
    public static T TrainingCompute<T>(T parameters, T tokens)
        where T : struct, IArithmeticLane<T> => T.Constant(FlopPerParameterAndToken) * (parameters * tokens);

    /// <summary>Accelerator-hours of all runs of a phase. [h]</summary>
    /// <param name="hours">Accelerator-hours of one run. [h]</param>
    /// <param name="runs">How many times the phase is run in total. [-]</param>
    /// <remarks>Eq. M2: H_run = H · runs.</remarks>
    public static T OfAllRuns<T>(T hours, T runs)
        where T : struct, IArithmeticLane<T> => hours * runs;

    /// <summary>Accelerator-hours that are paid for, working or idle. [h]</summary>
    /// <param name="runHours">Accelerator-hours of all runs. [h]</param>
    /// <param name="idleShare">Idle hours as a share of those. [-]</param>
    /// <remarks>Eq. M2: H_reserved = H_run · (1 + s_idle).</remarks>
    public static T Reserved<T>(T runHours, T idleShare)
        where T : struct, IArithmeticLane<T> => runHours * (T.Constant(1) + idleShare);

    /// <summary>Accelerators that work in parallel, from hours and wall-clock time of one run. [-]</summary>
    /// <param name="hours">Accelerator-hours of one run. [h]</param>
    /// <param name="duration">Wall-clock time of one run. [h]</param>
    /// <remarks>Eq. M1 solved for N.</remarks>
    public static T Accelerators<T>(T hours, T duration)
        where T : struct, IArithmeticLane<T> => hours / duration;

    /// <summary>Wall-clock time of all runs, one after the other. [h]</summary>
    /// <param name="runHours">Accelerator-hours of all runs. [h]</param>
    /// <param name="accelerators">Accelerators that work in parallel. [-]</param>
    /// <remarks>Eq. M1 solved for T, times the runs.</remarks>
    public static T WallClock<T>(T runHours, T accelerators)
        where T : struct, IArithmeticLane<T> => runHours / accelerators;
}
