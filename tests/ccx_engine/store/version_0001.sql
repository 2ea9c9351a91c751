-- The sample centre as version 0001 of the tables kept it.
UPDATE rmcm_revision SET number = 1;
INSERT INTO rmcm_skills (id, name) VALUES
    (1, 'Support'),
    (2, 'Sales');
INSERT INTO rmcm_csqs (id, name, criterion, automatic_work, wrap_up_seconds, service_level_seconds, description) VALUES
    (1, 'Support_CSQ', 'Longest Available', true, 30.0, 5.0, ''),
    (2, 'Sales_CSQ', 'Longest Available', false, 0.0, 5.0, '');
INSERT INTO rmcm_csq_skills (csq, position, skill, minimum) VALUES
    (1, 0, 1, 1),
    (2, 0, 2, 1);
INSERT INTO rmcm_teams (id, name) VALUES
    (1, 'Support'),
    (2, 'Sales');
INSERT INTO rmcm_resources (id, first_name, last_name, extension, team, type, automatic_available) VALUES
    ('agent1', 'Anna', 'Keller', '1001', 1, 'agent', true),
    ('agent2', 'Ben', 'Okafor', '1002', 1, 'agent', true),
    ('agent3', 'Carla', 'Rossi', '1003', 1, 'agent', true),
    ('agent4', 'David', 'Lind', '1004', 1, 'agent', true),
    ('agent5', 'Elena', 'Novak', '1005', 2, 'agent', true),
    ('agent6', 'Farid', 'Haddad', '1006', 2, 'agent', true),
    ('agent7', 'Grace', 'Chen', '1007', 2, 'agent', true),
    ('agent8', 'Hugo', 'Martin', '1008', 2, 'agent', true),
    ('supervisor1', 'Sara', 'Weiss', '1101', 1, 'supervisor', true),
    ('supervisor2', 'Tom', 'Baker', '1102', 2, 'supervisor', true);
INSERT INTO rmcm_resource_skills (resource, position, skill, competence) VALUES
    ('agent1', 0, 1, 5),
    ('agent2', 0, 1, 5),
    ('agent3', 0, 1, 5),
    ('agent4', 0, 1, 5),
    ('agent5', 0, 2, 5),
    ('agent6', 0, 2, 5),
    ('agent7', 0, 2, 5),
    ('agent8', 0, 2, 5),
    ('supervisor1', 0, 1, 5),
    ('supervisor2', 0, 2, 5);
INSERT INTO rmcm_supervisors (team, position, resource) VALUES
    (1, 0, 'supervisor1'),
    (2, 0, 'supervisor2');
INSERT INTO rmcm_team_csqs (team, position, csq) VALUES
    (1, 0, 1),
    (2, 0, 2);
INSERT INTO rmcm_call_control_groups (id, first_port, ports) VALUES
    (1, '7001', 20);
INSERT INTO rmcm_applications (id, name, trigger, call_control_group, csq, max_sessions, greeting_seconds, description) VALUES
    (1, 'Support_Line', '6001', 1, 1, 10, 0.25, 'Greets and queues to Support_CSQ'),
    (2, 'Sales_Line', '6002', 1, 2, 10, 0.25, 'Greets and queues to Sales_CSQ');
