using System.Text;

namespace Territory.Tests.Intake;

/// <summary>Encodings the platform knows only once somebody registered them, whoever comes first.</summary>
internal static class Encodings
{
    public static Encoding Of(string name) => CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
}
