using System.Runtime.Versioning;
using Xunit;

[assembly: UnsupportedOSPlatform("windows")]
[assembly: AssemblyFixture(typeof(Territory.Scenarios.Parts.PostgresPart))]
[assembly: AssemblyFixture(typeof(Territory.Scenarios.Parts.RabbitMqPart))]
[assembly: AssemblyFixture(typeof(Territory.Scenarios.Parts.ChromiumPart))]

namespace Territory.Scenarios.Parts;

/// <summary>A test needs a program this machine does not have. It fails: a skipped test proves nothing.</summary>
public sealed class PartMissingException(string message) : Exception(message + " './test' installs it on Debian and Ubuntu.");
