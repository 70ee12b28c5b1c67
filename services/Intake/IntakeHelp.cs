namespace SipasSurvey.Intake;

/// <summary>What a person reads who asks how to start Intake.</summary>
internal static class IntakeHelp
{
    public const string Text = """
        SIPAS Intake: takes responses and files of paper sheets, validates them and sends them to the queue. Any number of instances.

          --urls ADDRESS               address to listen on (default http://127.0.0.1:8081)
          --help                       this text

        Settings, in the environment or like --Packs:Deadline 00:00:03 on the command line:

          ConnectionStrings__RabbitMq  the broker, like amqp://user:password@host1:5672,host2:5672/, or amqps for TLS
          Secrets, Proxies             folder of files with one setting each; addresses of proxies that are believed
          Broker__CertificateAuthority PEM file of the authority that made the broker's certificates (default: the system's)
          Schedule                     file that says when each survey takes responses; Figures, where it is changed, names the same (default: the shipped one)
          ConnectionStrings__Staff     keys, sessions, audit trail and the register of batches; the same as of Figures (default: staff.db beside AccessKeys)
          AccessKeys, SignIn__…        who may send batches; the same as of Figures, as is DataProtectionKeys
          Invitations__Secret          base64 of at least 32 bytes; the same as of Aggregator and Figures (default: none, and no invitation is taken)
          Limits__ResponsesPerDevice, Limits__ResponsesPerAddress
                                       responses a minute of one device or invitation (6), and of one address (300)
          Form__LeastTime              less from the first page to sending is suspicious (00:00:40)
          Form__Contact                whom respondents write to about their data, in one line (default: none, and the page about data refers to the invitation)
          Form__Retention              how long responses are kept, in one line (default: none, and the page about data says that no term is set yet)
          Batches__Folder              folder for files while they are read (default: that for temporary files)
          Packs__Deadline, Batches__…  deploy/README.md, "Settings"
        """;
}
