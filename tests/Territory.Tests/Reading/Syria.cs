using Shouldly;
using Territory.Contracts;
using Territory.Intake.Reading;
using Territory.Theatres;

namespace Territory.Tests.Reading;

/// <summary>The pack's reader, compiled once.</summary>
internal static class Syria
{
    public static readonly Theatre Theatre = TheatrePack.Load(Path.Combine(TheatrePacks.DefaultRoot, "syria"));
    public static readonly ReportReader Reader = new(Theatre);

    public static Territory.Intake.Reading.Reading Read(string text, string publishedAt = "2024-12-07")
    {
        LocalTime.TryParse(publishedAt, Theatre.Zone, DateBasis.Published, out var published).ShouldBeTrue();
        return Reader.Read(text, published);
    }
}
