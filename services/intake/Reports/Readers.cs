using System.Collections.Concurrent;
using Territory.Intake.Reading;
using Territory.Theatres;

namespace Territory.Intake.Reports;

/// <summary>One reader per theatre, its word lists compiled once.</summary>
internal sealed class Readers
{
    private readonly ConcurrentDictionary<string, ReportReader> readers = new();

    public ReportReader For(Theatre theatre) => readers.GetOrAdd(theatre.Id, _ => new ReportReader(theatre));
}
