using System.Globalization;

namespace Territory.Cli.Screen;

/// <summary>Instants as people in the theatre read them, never without their zone.</summary>
internal sealed class Times(TimeZoneInfo zone)
{
    public TimeZoneInfo Zone { get; } = zone;

    public string Show(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    public string Show(DateTimeOffset? instant, string otherwise) => instant is { } known ? Show(known) : otherwise;
}
